/** What a shared workshop owns: a kind of thing, its category, and makes with their models. */
const THINGS: readonly (readonly [name: string, category: string, makes: readonly string[]])[] = [
  [
    'Cordless drill',
    'Power tools',
    ['Makita DDF484', 'Bosch GSR 18V-55', 'Metabo BS 18 LT', 'DeWalt DCD791'],
  ],
  ['Sewing machine', 'Textile', ['Bernina 830 Record', 'Pfaff 1222', 'Elna Lotus', 'Husqvarna Viking 6430']],
  ['Soldering station', 'Electronics', ['Weller WE 1010', 'Ersa i-CON 1', 'Hakko FX-888D', 'JBC CD-2BQF']],
  [
    'Table saw',
    'Woodworking',
    ['Bosch GTS 635-216', 'Metabo TS 254', 'Festool CSC SYS 50', 'Scheppach HS100S'],
  ],
  [
    'Coffee maker',
    'Kitchen',
    ['Melitta Look V', 'Moccamaster KBG Select', 'Bodum Bistro', 'Siemens TC3A0303'],
  ],
  [
    'Bench grinder',
    'Metalworking',
    ['Einhell TC-BG 200', 'Metabo DS 150 M', 'Makita GB602', 'Optimum OPTIgrind GU 18'],
  ],
  ['Oscilloscope', 'Electronics', ['Rigol DS1054Z', 'Siglent SDS1104X-E', 'Hameg HM203-6', 'Tektronix 2235']],
  [
    'Bicycle repair stand',
    'Bicycles',
    ['Park Tool PCS-10.3', 'Feedback Sports Pro Mechanic', 'Topeak PrepStand', 'Unior 1693'],
  ],
  ['Jigsaw', 'Power tools', ['Festool Carvex PS 420', 'Bosch PST 900', 'Makita 4351FCT', 'Metabo STEB 65']],
  ['Multimeter', 'Electronics', ['Fluke 117', 'Uni-T UT61E', 'Brymen BM235', 'Voltcraft VC-440']],
  ['Vacuum cleaner', 'Workshop', ['Festool CTL 26', 'Kärcher WD 5', 'Nilfisk Aero 26', 'Bosch GAS 25']],
  ['3D printer', 'Digital', ['Prusa MK4', 'Creality Ender 3', 'Ultimaker 2+', 'Bambu Lab P1S']],
  ['Hand plane', 'Woodworking', ['Stanley No 4', 'Veritas Low-Angle Jack', 'Record 05', 'Kunz 62']],
  ['Toaster', 'Kitchen', ['Dualit Classic', 'Bosch TAT6A113', 'Rowenta TO 110', 'Philips HD2581']],
  [
    'Torque wrench',
    'Bicycles',
    ['Park Tool TW-5.2', 'Wera Click-Torque A 5', 'Stahlwille 730N', 'Effetto Mariposa'],
  ],
  ['Record player', 'Audio', ['Technics SL-1210', 'Thorens TD 160', 'Dual CS 505', 'Pro-Ject Debut']],
  ['Angle grinder', 'Metalworking', ['Metabo W 850-125', 'Makita GA5030', 'Flex L 1001', 'Bosch GWS 7-125']],
  ['Overlocker', 'Textile', ['Bernina L 450', 'Baby Lock Enlighten', 'Juki MO-654DE', 'Brother 1034D']],
  ['Heat gun', 'Power tools', ['Steinel HL 1920 E', 'Bosch GHG 20-63', 'Makita HG6530', 'DeWalt D26411']],
  ['Bench vice', 'Metalworking', ['Heuer Front 120', 'Record No 3', 'Gressel Grefors', 'Wilton 11104']],
  ['Radio', 'Audio', ['Grundig Satellit 210', 'Tivoli Model One', 'Braun T3', 'Sony ICF-7600']],
  ['Label printer', 'Digital', ['Brother QL-820', 'Dymo LabelWriter 550', 'Zebra ZD220', 'Epson LW-400']],
  ['Hand blender', 'Kitchen', ['Braun MQ 7', 'Bamix Classic', 'Philips HR1600', 'Bosch MSM66']],
  ['Wood lathe', 'Woodworking', ['Kity 664', 'Jet JWL-1221', 'Record DML305', 'Holzmann D 460']],
  ['Wheel truing stand', 'Bicycles', ['Park Tool TS-2.3', 'Minoura FT-1', 'Unior 1689', 'Cyclus 290']],
];

const PLACES = ['bench', 'lending shelf'];

/** @returns a CSV file of 200 things, the kinds mixed as they came in over the years */
export function sampleInventoryCsv(): string {
  const lines = PLACES.flatMap((place, shelf) =>
    [0, 1, 2, 3].flatMap((at) =>
      THINGS.map(([name, category, makes], kind) => {
        const [brand = '', ...model] = (makes[at] ?? '').split(' ');
        const number = 1000 + ((shelf * 4 + at) * THINGS.length + kind) * 37;
        const bought = `20${10 + ((kind + at * 3) % 15)}-0${1 + (kind % 9)}-1${at}`;
        return [`${name}, ${place}`, category, brand, model.join(' '), `BRQ-${number}`, bought];
      }),
    ),
  );
  const header = ['name', 'category', 'brand', 'model', 'serial number', 'purchase date'];
  return [header, ...lines].map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\n');
}
