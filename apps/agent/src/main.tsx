import { boot, SessionGate } from '@latchkey/ui';
import { RouterProvider } from '@tanstack/react-router';
import { router } from './app/router.tsx';
import en from './locales/en.ts';
import zhCN from './locales/zh-CN.ts';
import zhTW from './locales/zh-TW.ts';
import { useAppText } from './texts.ts';

function Agent() {
  const text = useAppText();
  return (
    <SessionGate app="agent" product={text('app.product')}>
      <RouterProvider router={router} />
    </SessionGate>
  );
}

// A page that stayed open over an update asks for parts that are gone: the new ones come with a fresh load.
addEventListener('vite:preloadError', () => location.reload());

boot({ 'zh-CN': zhCN, en, 'zh-TW': zhTW }, <Agent />);
