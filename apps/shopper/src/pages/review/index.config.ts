export default definePageConfig({ navigationBarTitleText: 'Latchkey' });
