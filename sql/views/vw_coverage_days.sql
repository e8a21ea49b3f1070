{% set suspect = reference('groups').suspect %}
SELECT
  ccn, quarter, zero_rn_days, under_8_rn_days, zero_staff_days, low_days,
  nullif(concat_ws(',',
    CASE WHEN reported_processing_date IS NOT NULL AND (reported_total_hprd IS NULL OR reported_staffing_footnote IS NOT NULL) THEN 'cms_shows_no_staffing' END,
    CASE WHEN cms_total_hprd < CAST('{{ suspect.hprd_below }}' AS decimal(3, 2)) THEN 'hprd_under_{{ suspect.hprd_below }}' END,
    CASE WHEN zero_staff_days >= {{ suspect.zero_staff_days }} THEN 'zero_staff_days' END), '') AS suspect,
  zero_rn_days - zero_staff_days AS zero_rn_days_with_staff, days_with_residents, days,
  facility_name, state, is_incomplete, is_synthetic
FROM gold_quarterly_provider_fact
