-- What can be sold, by the code that prices, rated rows and transfers carry. Plugins' own products
-- begin with "plugin." and need no row here.
CREATE TABLE product (
  code     VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  name_en  VARCHAR(80) NOT NULL,
  name_uk  VARCHAR(80) NOT NULL,
  name_ru  VARCHAR(80) NOT NULL,
  built_in BOOLEAN     NOT NULL DEFAULT FALSE -- the portal itself sells it
);

INSERT INTO product VALUES
  ('sms.mo', 'Text in, for each part', 'Вхідне SMS, за частину', 'Входящее SMS, за часть', TRUE),
  ('sms.mt', 'Text out, for each part', 'Вихідне SMS, за частину', 'Исходящее SMS, за часть', TRUE),
  ('sms.mo.free', 'Text in, free for the sender', 'Вхідне SMS, безкоштовне для абонента',
   'Входящее SMS, бесплатное для абонента', TRUE),
  ('viber.mt', 'Viber message', 'Повідомлення Viber', 'Сообщение Viber', TRUE),
  ('email.mt', 'E-mail', 'Лист електронної пошти', 'Электронное письмо', TRUE),
  ('lookup', 'Number look-up', 'Перевірка номера', 'Проверка номера', TRUE),
  ('number.rent', 'Number, month', 'Номер, місяць', 'Номер, месяц', TRUE),
  ('number.rent.golden', 'Golden number, month', 'Золотий номер, місяць', 'Золотой номер, месяц', TRUE),
  ('number.setup', 'Number, connection', 'Номер, підключення', 'Номер, подключение', TRUE),
  ('number.setup.golden', 'Golden number, connection', 'Золотий номер, підключення',
   'Золотой номер, подключение', TRUE),
  ('keyword.rent', 'Keyword, month', 'Ключове слово, місяць', 'Ключевое слово, месяц', TRUE),
  ('keyword.setup', 'Keyword, connection', 'Ключове слово, підключення',
   'Ключевое слово, подключение', TRUE),
  ('plugin', 'Campaign type, month', 'Тип кампанії, місяць', 'Тип кампании, месяц', TRUE);

INSERT IGNORE INTO product SELECT DISTINCT product, product, product, product, FALSE FROM price;

-- Files of prices that are checked, or taken in, in the background.
CREATE TABLE price_import (
  id         BIGINT       NOT NULL PRIMARY KEY,
  tenant_id  BIGINT       NOT NULL,
  name       VARCHAR(190) NOT NULL,
  started_by VARCHAR(190) NOT NULL,
  started_at DATETIME(3)  NOT NULL,
  ended_at   DATETIME(3)  NULL,
  state      VARCHAR(10)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL
             CHECK (state IN ('CHECKING', 'CHECKED', 'APPLYING', 'DONE', 'FAILED')),
  total      INT          NOT NULL, -- rows
  done       INT          NOT NULL, -- rows looked at, or taken in
  good       INT          NOT NULL,
  unchanged  INT          NOT NULL,
  refused    INT          NOT NULL,
  below_cost INT          NOT NULL, -- of the good ones
  clients    INT          NOT NULL, -- whose volume of the last 30 days changes its price
  losing     INT          NOT NULL, -- to how many of them something would be sold below cost
  falling    INT          NOT NULL, -- of how many of them something would bring less
  bad        MEDIUMTEXT   NOT NULL, -- the first 1,000: line, kind, field, text and its arguments, by tabs
  effects    MEDIUMTEXT   NOT NULL, -- the first 200: see livery.price.PriceImportRow, by tabs
  file       LONGBLOB     NULL,     -- packed, until it is taken in
  KEY price_import_tenant (tenant_id, id),
  KEY price_import_state (state)
);
