/** Longest part of a title that stands for a picture, in characters; titles may be data URIs or pages of text. */
const LONGEST = 80;

/** What stands for a picture where it is not seen: its number on the page and its title, since what it shows is what the texts beside it claim. */
export function pictureText(number: number, title: string): string {
  const characters = Array.from(title);
  return `Picture ${number}: ${characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : title}`;
}
