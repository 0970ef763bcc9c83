let context: AudioContext | null = null;
const watchers = new Set<() => void>();

/** Browsers let a page sound only after the person touched it. */
export function unlockSound(): void {
  if (!context) {
    context = new AudioContext();
    context.onstatechange = () => {
      for (const watcher of watchers) watcher();
    };
  }
  void context.resume();
}

/** Whether the browser lets this page sound now. */
export const soundState = {
  read: (): boolean => context?.state === 'running',
  watch: (watcher: () => void): (() => void) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },
};

const BELL = [880, 1174.7];
const URGENT = [988, 740, 988, 740];

/** Two rising notes like a shop's door bell; four falling ones when somebody waits or is in danger. */
export function ring(urgent = false): void {
  if (context?.state !== 'running') return;
  const start = context.currentTime;
  for (const [index, pitch] of (urgent ? URGENT : BELL).entries()) {
    const from = start + index * 0.18;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.type = urgent ? 'triangle' : 'sine';
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(urgent ? 0.4 : 0.25, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, from + 0.7);
    tone.connect(volume).connect(context.destination);
    tone.start(from);
    tone.stop(from + 0.75);
  }
}
