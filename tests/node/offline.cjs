// Preloaded by `node --require`: a program that reaches for the network ends at once.
"use strict";

const { Socket } = require("node:net");

Socket.prototype.connect = (...target) => {
  console.error("reached for the network:", JSON.stringify(target[0]));
  process.exit(1);
};
