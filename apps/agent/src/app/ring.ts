let context: AudioContext | null = null;

/** Browsers let a page sound only after the person touched it. */
export function unlockSound(): void {
  context ??= new AudioContext();
  void context.resume();
}

/** Two rising notes, like a shop's door bell. Silent where the browser has not allowed sound. */
export function ring(): void {
  if (context?.state !== 'running') return;
  const start = context.currentTime;
  for (const [index, pitch] of [880, 1174.7].entries()) {
    const from = start + index * 0.18;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.type = 'sine';
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(0.25, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, from + 0.7);
    tone.connect(volume).connect(context.destination);
    tone.start(from);
    tone.stop(from + 0.75);
  }
}
