import { useNavigate } from 'react-router';
import { useClient } from 'urql';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { paths } from '../../paths.js';
import { useSession } from '../../session/Session.js';

const SignInAfter = graphql(`
  mutation LinkPage_SignIn($input: SignInInput!) {
    signIn(input: $input) { nextStep user { id } errors { message } }
  }
`);

/**
 * Signs somebody in who has just chosen a password, so that they need not type it
 * again. Who has a second factor is led to the door instead.
 */
export function useArrive() {
  const client = useClient();
  const { refresh } = useSession();
  const navigate = useNavigate();
  const flash = useFlash();
  return async (email: string | undefined, password: string, said: string) => {
    const answer = email
      ? await client.mutation(SignInAfter, { input: { email, password } }).toPromise()
      : undefined;
    const signIn = answer?.data?.signIn;
    if (signIn?.user && signIn.nextStep !== 'GIVE_SECOND_FACTOR') {
      // Before going in: whoever is not known yet would be led to the door first.
      await refresh();
      await navigate(paths.home, { replace: true });
      return flash.show(said);
    }
    await navigate(paths.signIn, { replace: true, state: { email } });
    flash.show(`${said}. Sign in with it now`);
  };
}
