-- vw_coverage_days on athena: one row per facility per quarter

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_coverage_days AS
SELECT
  ccn,
  quarter,
  zero_rn_days,
  under_8_rn_days,
  zero_staff_days,
  low_days,
  NULLIF(
    CONCAT_WS(
      ',',
      CASE
        WHEN NOT reported_processing_date IS NULL
        AND (
          reported_total_hprd IS NULL OR NOT reported_staffing_footnote IS NULL
        )
        THEN 'cms_shows_no_staffing'
      END,
      CASE WHEN cms_total_hprd < CAST('1.5' AS DECIMAL(3, 2)) THEN 'hprd_under_1.5' END,
      CASE WHEN zero_staff_days >= 4 THEN 'zero_staff_days' END
    ),
    ''
  ) AS suspect,
  zero_rn_days - zero_staff_days AS zero_rn_days_with_staff,
  days_with_residents,
  days,
  facility_name,
  state,
  is_incomplete,
  is_synthetic
FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact;
