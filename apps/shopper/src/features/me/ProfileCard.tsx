import { useState } from 'react';
import { api, asApiError, type Profile } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Box, Field, Tap } from '../../kit/primitives';
import { Sheet } from '../../kit/Sheet';
import { Tag } from '../../kit/Tag';
import { toast } from '../../kit/Toast';
import { Trouble } from '../../kit/Trouble';
import { useAct, useFault } from '../../state/fault';
import { open } from '../../state/nav';
import { becomeCustomer } from '../../state/session';
import { Face } from './Face';

export function ProfileCard({ profile }: { profile: Profile }) {
  const t = useT();
  const [editing, setEditing] = useState(false);
  const { busy, error, run } = useAct();
  const choose = (read: () => Promise<string>) =>
    void run(async () => becomeCustomer(await api('POST /me/picture', { body: { content: await read() } })));
  return (
    <Card>
      <Box className="lk-row">
        <Face picture={profile.picture} busy={busy} onChoose={choose} />
        <Box className="lk-grow">
          <Box className="lk-h2">{profile.name ?? t('me.noName')}</Box>
          <Box className="lk-small lk-soft lk-num">{profile.phone ?? t('me.noPhone')}</Box>
          <Box className="lk-tiny lk-faint lk-num">{t('me.card', { number: profile.cardNumber })}</Box>
        </Box>
        <Tap id="edit-name" className="lk-btn lk-btn--text" onTap={() => setEditing(true)}>
          {t('me.edit')}
        </Tap>
      </Box>
      <Trouble error={error} />
      {profile.phoneVerified ? null : (
        <Box className="lk-row lk-me__bind">
          <Tag tone="amber">{t('me.phoneNotVerified')}</Tag>
          <Button id="bind-phone" tone="text" onTap={() => open('sign-in', { bind: '1' })}>
            {t('act.bind-phone')}
          </Button>
        </Box>
      )}
      {editing ? <EditName profile={profile} onClose={() => setEditing(false)} /> : null}
    </Card>
  );
}

function EditName({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const t = useT();
  const [name, setName] = useState(profile.name ?? '');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useFault();
  const forget = async () => {
    setError(null);
    try {
      becomeCustomer(await api('DELETE /me/picture'));
      toast(t('me.pictureGone'), 'check');
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  };
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      becomeCustomer(await api('PUT /me', { body: { name: name.trim() === '' ? null : name.trim() } }));
      onClose();
    } catch (thrown) {
      setError(asApiError(thrown));
      setBusy(false);
    }
  };
  return (
    <Sheet id="edit-name-sheet" title={t('me.name')} onClose={onClose}>
      <Box className="lk-stack">
        <Field
          id="name"
          kind="nickname"
          label={t('me.name')}
          placeholder={t('me.name')}
          value={name}
          maxLength={80}
          onChange={setName}
          onEnter={() => void save()}
        />
        <Trouble error={error} />
        <Button id="save-name" busy={busy} onTap={() => void save()}>
          {t('common.save')}
        </Button>
        {profile.picture ? (
          <Button id="forget-picture" tone="text" icon="trash" onTap={() => void forget()}>
            {t('me.forgetPicture')}
          </Button>
        ) : null}
      </Box>
    </Sheet>
  );
}
