import { SignIn } from '../../features/auth/SignIn';

export default SignIn;
