-- Which transfers the sums of a closed month are of: 1 for CHARGE and REFUND, 2 for all that livery.billing.period.PeriodTotals
-- names. A month keeps what it was closed with, as its hash is over them.
ALTER TABLE billing_period
  ADD COLUMN totals TINYINT NOT NULL DEFAULT 1;
