import './app.scss';
import './styles/web.scss';
