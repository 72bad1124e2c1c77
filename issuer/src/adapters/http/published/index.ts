export { PUBLISHED_PATH, servePublished } from './serve-published.ts';
