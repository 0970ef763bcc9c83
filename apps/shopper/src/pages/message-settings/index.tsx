import { SettingsPage } from '../../features/message-settings/SettingsPage';

export default SettingsPage;
