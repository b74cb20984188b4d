/** Ranks captions of one picture by their worst word, best first. Usage: choose-best-caption.ts DETECTOR IMAGE CAPTION... */
import { imageFile, loadDetector } from '@tldr-rm/detect';

const [folder, image, ...captions] = process.argv.slice(2);
if (!folder || !image || captions.length === 0) throw new Error('usage: choose-best-caption.ts DETECTOR IMAGE CAPTION...');

const picture = imageFile(image);
const detector = await loadDetector(folder);
// The picture is encoded once, however many captions speak of it.
const detections = await detector.detectBatch(captions.map((response) => ({ image: picture, prompt: 'Describe the image.', response })));
await detector.close();

const ranked = captions.map((caption, index) => ({ caption, reward: detections[index]!.response.reward }));
ranked.sort((one, other) => other.reward - one.reward);
for (const { caption, reward } of ranked) console.log(`${reward.toFixed(3)}  ${caption}`);
