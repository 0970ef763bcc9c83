import type { Body } from '@latchkey/client';
import { call, DetailDrawer, PriceInput, showFieldError, toProblem } from '@latchkey/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import { useCategoryOptions } from '../../choices/categories.ts';
import { PictureField } from '../../pictures/PictureField.tsx';
import { useAppText } from '../../texts.ts';
import type { ProductDetail } from './ProductDrawer.tsx';

type ProductInput = Body<'POST /staff/products'>;

export function ProductForm(props: {
  open: boolean;
  product: ProductDetail | null;
  onClose: () => void;
  onSaved: (id: string) => void;
}) {
  const text = useAppText();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<ProductInput>();
  const [failure, setFailure] = useState<string | null>(null);
  const { product } = props;
  const save = useMutation({
    mutationFn: (body: ProductInput) =>
      product
        ? call('PUT /staff/products/:id', { params: { id: product.id }, body: { ...body, version: product.version } })
        : call('POST /staff/products', { body }),
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: ['products'] });
      message.success(text('fields.saved'));
      props.onClose();
      props.onSaved(saved.id);
    },
    onError: (cause) => {
      if (!showFieldError(form, cause)) setFailure(toProblem(cause).message);
    },
  });
  return (
    <DetailDrawer
      modal
      open={props.open}
      onClose={props.onClose}
      title={product ? text('products.editOne', { name: product.name }) : text('products.add')}
      footer={
        <div className="console-row" style={{ justifyContent: 'end' }}>
          <Button onClick={props.onClose}>{text('fields.cancel')}</Button>
          <Button type="primary" loading={save.isPending} onClick={form.submit}>
            {text('fields.save')}
          </Button>
        </div>
      }
    >
      {failure && <Alert type="error" showIcon role="alert" title={failure} className="console-verdict" />}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        scrollToFirstError
        initialValues={draftOf(product)}
        onFinish={(values) => {
          setFailure(null);
          save.mutate(inputOf(values, product));
        }}
      >
        <Fields />
      </Form>
    </DetailDrawer>
  );
}

function draftOf(product: ProductDetail | null): Partial<ProductInput> {
  if (!product) {
    return {
      unit: '件',
      barcodes: [],
      tags: [],
      images: [],
      ageRestricted: false,
      restriction: 'none',
      priceRule: 'reviewed',
    };
  }
  return { ...product, categoryId: product.category?.id ?? null };
}

function inputOf(values: ProductInput, product: ProductDetail | null): ProductInput {
  return {
    name: values.name,
    brand: values.brand || null,
    spec: values.spec || null,
    unit: values.unit,
    barcodes: values.barcodes,
    categoryId: values.categoryId ?? null,
    tags: values.tags ?? [],
    introduction: values.introduction || null,
    images: values.images ?? [],
    guidePrice: values.guidePrice ?? values.salePrice,
    salePrice: values.salePrice,
    discountPrice: values.discountPrice ?? null,
    cost: values.cost ?? null,
    taxClass: product?.taxClass ?? null,
    shelfLifeDays: values.shelfLifeDays ?? null,
    ageRestricted: values.ageRestricted ?? false,
    restriction: values.restriction,
    priceRule: values.priceRule,
  };
}

function Fields() {
  const text = useAppText();
  const required = [{ required: true, message: text('fields.required') }];
  const filled = [{ required: true, whitespace: true, message: text('fields.required') }];
  const rules = ['locked', 'reviewed', 'limits'] as const;
  const restrictions = ['none', 'alcohol', 'tobacco'] as const;
  return (
    <>
      <Form.Item name="name" label={text('products.name')} rules={filled}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="images" label={text('pictures.title')}>
        <PictureField purpose="product" most={9} />
      </Form.Item>
      <Form.Item
        name="barcodes"
        label={text('products.barcodes')}
        extra={text('products.barcodesHint')}
        rules={required}
      >
        <Select mode="tags" maxCount={10} open={false} suffixIcon={null} tokenSeparators={[' ', ',', '，']} />
      </Form.Item>
      <PairRow>
        <Form.Item name="brand" label={text('products.brand')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="spec" label={text('products.spec')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="unit" label={text('products.unit')} rules={filled}>
          <Input maxLength={10} />
        </Form.Item>
        <Form.Item name="categoryId" label={text('products.category')}>
          <Select allowClear options={useCategoryOptions()} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item name="salePrice" label={text('products.salePrice')} rules={required}>
          <PriceInput />
        </Form.Item>
        <Form.Item name="guidePrice" label={text('products.guidePrice')}>
          <PriceInput />
        </Form.Item>
        <Form.Item name="discountPrice" label={text('products.discountPrice')}>
          <PriceInput />
        </Form.Item>
        <Form.Item name="cost" label={text('products.cost')}>
          <PriceInput />
        </Form.Item>
        <Form.Item name="priceRule" label={text('products.priceRule')}>
          <Select options={rules.map((value) => ({ value, label: text(`products.rule_${value}`) }))} />
        </Form.Item>
        <Form.Item name="restriction" label={text('products.restriction')}>
          <Select options={restrictions.map((value) => ({ value, label: text(`products.restriction_${value}`) }))} />
        </Form.Item>
        <Form.Item name="shelfLifeDays" label={text('products.shelfLife')}>
          <InputNumber min={1} max={3650} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="ageRestricted" label={text('products.adultsOnly')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </PairRow>
      <Form.Item name="tags" label={text('products.tags')}>
        <Select mode="tags" maxCount={20} open={false} suffixIcon={null} tokenSeparators={[',', '，', '、']} />
      </Form.Item>
      <Form.Item name="introduction" label={text('products.introduction')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
      </Form.Item>
    </>
  );
}

function PairRow(props: { children: React.ReactNode }) {
  return (
    <div
      style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 200px), 1fr))', columnGap: 16 }}
    >
      {props.children}
    </div>
  );
}
