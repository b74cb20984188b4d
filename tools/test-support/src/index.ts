export {
  type ChatHandler,
  type ChatMessage,
  type ChatRequest,
  type ChatServer,
  pictureOf,
  responseOf,
  say,
  sayText,
  sendJson,
  startChatServer,
  textOf,
} from './chat-server';
export { detectionOf } from './detection';
export { startEditingServer } from './editing-server';
export { readLines, writeLines } from './jsonl';
export { startJudgeServer } from './judge-server';
export { axeViolations, chromiumPath, contrastsOf, launchChromium, openInBrowser } from './open-in-browser';
export { type SmallDisk, smallDisk } from './small-disk';
export { temporaryFolder } from './temporary-folder';
