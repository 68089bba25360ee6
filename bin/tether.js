// Loaded before the program that a launcher starts: when the launcher is killed without a chance to hand that on, the
// program ends in order instead of going on unseen.
const launcher = process.ppid;
const timer = setInterval(() => {
  if (process.ppid === launcher) return;
  clearInterval(timer);
  process.kill(process.pid, "SIGTERM");
}, 250);
timer.unref();
