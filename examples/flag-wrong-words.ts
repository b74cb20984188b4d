/** Prints a caption with the words that are wrong about the picture in brackets. Usage: flag-wrong-words.ts DETECTOR IMAGE CAPTION */
import { imageFile, loadDetector } from '@tldr-rm/detect';

const [folder, image, caption] = process.argv.slice(2);
if (!folder || !image || !caption) throw new Error('usage: flag-wrong-words.ts DETECTOR IMAGE CAPTION');

const detector = await loadDetector(folder);
const { spans } = await detector.detect({ image: imageFile(image), prompt: 'Describe the image.', response: caption });
await detector.close();

let marked = '';
let at = 0;
for (const { start, end, text, reward } of spans) {
  marked += `${caption.slice(at, start)}[${text}: ${reward.toFixed(2)}]`;
  at = end;
}
console.log(marked + caption.slice(at));
