import { staffApp } from '@latchkey/ui/vite';
import { defineConfig } from 'vite';

export default defineConfig(staffApp('kiosk'));
