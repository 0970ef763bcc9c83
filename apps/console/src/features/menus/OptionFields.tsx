import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { PriceInput } from '@latchkey/ui';
import { Button, Form, Input, Select } from 'antd';
import { useAppText } from '../../texts.ts';
import { freshId } from './api.ts';

const freshChoice = () => ({ id: freshId(), name: '', surcharge: 0 });

/** Groups of choices, each with its lines; ids are made here and never shown. */
export function OptionFields() {
  const text = useAppText();
  const filled = [{ required: true, whitespace: true, message: text('fields.required') }];
  const picks = (['one', 'many'] as const).map((value) => ({ value, label: text(`menus.${value}`) }));
  return (
    <Form.Item label={text('menus.options')} extra={text('menus.optionsHint')}>
      <Form.List name="options">
        {(groups, { add, remove }) => (
          <div className="menu-options">
            {groups.map(({ key, name }) => (
              <fieldset key={key} className="menu-option">
                <Kept name={[name, 'id']} />
                <div className="menu-option-head">
                  <Form.Item name={[name, 'name']} rules={filled} noStyle>
                    <Input
                      maxLength={80}
                      aria-label={text('menus.optionName')}
                      placeholder={text('menus.optionName')}
                    />
                  </Form.Item>
                  <Form.Item name={[name, 'pick']} noStyle>
                    <Select options={picks} aria-label={text('menus.options')} />
                  </Form.Item>
                  <Button
                    type="text"
                    danger
                    icon={<DeleteOutlined />}
                    aria-label={text('menus.removeOption')}
                    onClick={() => remove(name)}
                  />
                </div>
                <Choices group={name} />
              </fieldset>
            ))}
            {groups.length < 8 && (
              <Button
                icon={<PlusOutlined />}
                onClick={() => add({ id: freshId(), name: '', pick: 'one', choices: [freshChoice()] })}
              >
                {text('menus.addOption')}
              </Button>
            )}
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}

/** A form gives back only what has a field: an id has one that nobody sees. */
function Kept(props: { name: [number, string] }) {
  return (
    <Form.Item name={props.name} hidden>
      <Input />
    </Form.Item>
  );
}

function Choices(props: { group: number }) {
  const text = useAppText();
  const filled = [{ required: true, whitespace: true, message: text('fields.required') }];
  return (
    <Form.List name={[props.group, 'choices']}>
      {(choices, { add, remove }) => (
        <>
          {choices.map(({ key, name }) => (
            <div key={key} className="menu-choice">
              <Kept name={[name, 'id']} />
              <Form.Item name={[name, 'name']} rules={filled} noStyle>
                <Input maxLength={80} aria-label={text('menus.choiceName')} placeholder={text('menus.choiceName')} />
              </Form.Item>
              <Form.Item name={[name, 'surcharge']} noStyle>
                <PriceInput placeholder={text('menus.surcharge')} />
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={text('menus.removeChoice')}
                disabled={choices.length === 1}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          {choices.length < 20 && (
            <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => add(freshChoice())}>
              {text('menus.addChoice')}
            </Button>
          )}
        </>
      )}
    </Form.List>
  );
}
