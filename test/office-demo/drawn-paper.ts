import sharp from 'sharp';

const [WIDTH, HEIGHT] = [620, 876];

/** A scanned sheet that says nothing: a heading, lines and a seal. Two numbers give two sheets. As a PNG. */
export async function aDrawnPaper(order: number): Promise<Uint8Array> {
  const lines = Array.from({ length: 9 + (order % 7) }, (_, at) => {
    const length = 260 + ((order * 37 + at * 61) % 220);
    return `<rect x="60" y="${190 + at * 34}" width="${length}" height="9" rx="4" fill="#8d949b"/>`;
  });
  const sheet = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <rect width="${WIDTH}" height="${HEIGHT}" fill="#fdfcf8"/>
    <rect x="150" y="86" width="320" height="26" rx="6" fill="#4b535b"/>
    ${lines.join('')}
    <circle cx="450" cy="730" r="72" fill="none" stroke="#c0392b" stroke-width="7" opacity="0.7"/>
    <path d="M450 690 l12 28 h30 l-24 18 l9 29 l-27 -18 l-27 18 l9 -29 l-24 -18 h30 Z" fill="#c0392b" opacity="0.7"/>
    <rect x="60" y="${800 - (order % 40)}" width="${90 + order}" height="7" fill="#b9bec4"/>
  </svg>`;
  return new Uint8Array(await sharp(Buffer.from(sheet)).png().toBuffer());
}
