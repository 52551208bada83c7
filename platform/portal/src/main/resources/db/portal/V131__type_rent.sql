-- A campaign type in use by a tenant: until when its months are settled, paid or free.
CREATE TABLE type_rent (
  id         BIGINT      NOT NULL PRIMARY KEY, -- the subject of its rents
  tenant_id  BIGINT      NOT NULL,
  type       VARCHAR(40) NOT NULL,
  settled_to DATE        NOT NULL, -- not included
  UNIQUE KEY type_rent_of (tenant_id, type)
);
