export default {
  title: 'Cleaning',
  hint: 'One after each session; cleaners take and finish them on the phone.',
  empty: 'No room to clean',
  room: 'Room',
  keeps: 'Bookable',
  kept: 'Once clean',
  buffer: 'After its buffer',
  by: 'By',
  note: 'Note',
  since: 'Since',
  next: 'Next customer',
};
