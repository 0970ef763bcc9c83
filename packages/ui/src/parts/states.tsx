import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { type Problem, problemKind, toProblem } from '../http/problem.ts';
import { useUiText } from '../i18n/use-text.ts';
import { Scene, type SceneName } from './Scene.tsx';
import './parts.css';

function Notice(props: {
  scene: SceneName;
  title: ReactNode;
  hint?: ReactNode;
  action?: ReactNode;
  reference?: string | null;
  alert?: boolean;
}) {
  const text = useUiText();
  return (
    <div className="lk-notice" role={props.alert ? 'alert' : undefined}>
      <Scene name={props.scene} />
      <p className="lk-notice-title">{props.title}</p>
      {props.hint && <p className="lk-soft">{props.hint}</p>}
      {props.reference && <p className="lk-faint lk-mono">{text('state.errorReference', { id: props.reference })}</p>}
      {props.action && <div className="lk-notice-action">{props.action}</div>}
    </div>
  );
}

/** Nothing here, and the next step that would change that. */
export function EmptyState(props: { title?: ReactNode; hint?: ReactNode; action?: ReactNode; compact?: boolean }) {
  const text = useUiText();
  if (props.compact) {
    return (
      <div className="lk-notice-compact">
        <p>{props.title ?? text('state.emptyTitle')}</p>
        {props.hint && <p className="lk-faint">{props.hint}</p>}
        {props.action}
      </div>
    );
  }
  return (
    <Notice scene="empty" title={props.title ?? text('state.emptyTitle')} hint={props.hint} action={props.action} />
  );
}

export function NoPermission() {
  const text = useUiText();
  return <Notice scene="locked" title={text('state.noPermissionTitle')} hint={text('state.noPermissionHint')} />;
}

export function NotFound(props: { action?: ReactNode; page?: boolean }) {
  const text = useUiText();
  const title = text(props.page ? 'state.pageNotFoundTitle' : 'state.notFoundTitle');
  const hint = props.page ? undefined : text('state.notFoundHint');
  return <Notice scene="empty" title={title} hint={hint} action={props.action} />;
}

/** What happened, what is safe, what to do, and a reference; worded by the kind of the problem. */
export function ErrorState(props: { error: unknown; onRetry?: () => void }) {
  const text = useUiText();
  const problem = toProblem(props.error);
  const kind = problemKind(problem);
  if (kind === 'forbidden') return <NoPermission />;
  if (kind === 'not-found') return <NotFound />;
  const retry = props.onRetry && (
    <Button type="primary" onClick={props.onRetry}>
      {text('common.retry')}
    </Button>
  );
  if (kind === 'network') {
    const hint = text('state.networkHint');
    return <Notice alert scene="offline" title={text('state.networkTitle')} hint={hint} action={retry} />;
  }
  return (
    <Notice
      alert
      scene="error"
      title={text('state.errorTitle')}
      hint={<FailureHint problem={problem} />}
      reference={problem.requestId}
      action={retry}
    />
  );
}

function FailureHint(props: { problem: Problem }) {
  const text = useUiText();
  return (
    <>
      {props.problem.status < 500 && props.problem.message ? `${props.problem.message} ` : ''}
      {text('state.errorSafe')}
    </>
  );
}

/** The three faces of one query: skeleton, error, content. Old content stays while a refetch fails. */
export function Loaded<T>(props: {
  query: { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const { data, error } = props.query;
  if (data !== undefined) return props.children(data);
  if (error) return <ErrorState error={error} onRetry={() => void props.query.refetch()} />;
  return props.skeleton ?? <BlockSkeleton />;
}

export function BlockSkeleton(props: { rows?: number }) {
  const text = useUiText();
  return (
    <div className="lk-skeleton" role="status" aria-label={text('common.loading')}>
      <Skeleton active title={{ width: '40%' }} paragraph={{ rows: props.rows ?? 4 }} />
    </div>
  );
}

export function TileSkeleton(props: { count?: number }) {
  const text = useUiText();
  return (
    <div className="lk-tiles" role="status" aria-label={text('common.loading')}>
      {[...Array(props.count ?? 4).keys()].map((place) => (
        <div key={place} className="lk-card lk-tile-skeleton">
          <Skeleton active title paragraph={{ rows: 2 }} />
        </div>
      ))}
    </div>
  );
}
