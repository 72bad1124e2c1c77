import '../dist/bin/read-back/read-back-main.js';
