/** Small line drawings of the product's own world: a shop front at night, its lamp, its lock. */
export type SceneName = 'empty' | 'error' | 'locked' | 'offline';

export function Scene(props: { name: SceneName }) {
  return (
    <svg className="lk-scene" viewBox="0 0 160 104" width="160" height="104" aria-hidden="true" focusable="false">
      <path className="lk-scene-ground" d="M8 92h144" />
      <path className="lk-scene-wall" d="M34 92V34h92v58" />
      <path className="lk-scene-wall" d="M28 34l8-18h88l8 18z" />
      <Inside name={props.name} />
    </svg>
  );
}

function Inside(props: { name: SceneName }) {
  if (props.name === 'locked') {
    return (
      <>
        <path className="lk-scene-wall" d="M48 50h24v22H48zM88 50h24v42H88z" />
        <path className="lk-scene-mark" d="M93 70h14v11H93zM96 70v-4a4 4 0 0 1 8 0v4" />
      </>
    );
  }
  if (props.name === 'offline') {
    return (
      <>
        <path className="lk-scene-wall" d="M48 50h24v22H48zM88 50h24v42H88z" />
        <path className="lk-scene-mark" d="M66 10a20 20 0 0 1 28 0M72 2l16 20" />
      </>
    );
  }
  if (props.name === 'error') {
    return (
      <>
        <path className="lk-scene-lit" d="M48 50h24v22H48z" />
        <path className="lk-scene-wall" d="M88 50h24v42H88z" />
        <path className="lk-scene-mark" d="M100 56v14M100 77v2" />
      </>
    );
  }
  return (
    <>
      <path className="lk-scene-lit" d="M48 50h24v22H48z" />
      <path className="lk-scene-wall" d="M88 50h24v42H88zM106 71v3" />
      <path className="lk-scene-glow" d="M48 92l-6 0 8-18h20l8 18z" />
    </>
  );
}
