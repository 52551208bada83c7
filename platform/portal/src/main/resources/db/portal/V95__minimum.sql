-- What is missing to a buyer's agreed minimum, billed at the close of a month.
INSERT IGNORE INTO product VALUES
  ('minimum.spend', 'Shortfall to the agreed minimum', 'Нестача до узгодженого мінімуму',
   'Недостающее до согласованного минимума', TRUE);
