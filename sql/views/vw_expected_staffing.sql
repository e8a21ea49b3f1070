{% set methods = reference('expected_staffing').methods %}
{% set h = methods[1] %}
WITH expected AS (
  SELECT
    ccn, quarter, '{{ methods[0].name }}' AS method, {{ methods[0].version }} AS method_version,
    case_mix_total_hprd AS expected_total, case_mix_rn_hprd AS expected_rn, case_mix_aide_hprd AS expected_aide,
    cms_total_hprd AS total_hprd, cms_rn_hprd AS rn_hprd, cms_aide_hprd AS aide_hprd, case_mix_index, case_mix_processing_date, facility_name, state, is_synthetic
  FROM gold_quarterly_provider_fact
  WHERE case_mix_total_hprd IS NOT NULL OR case_mix_rn_hprd IS NOT NULL OR case_mix_aide_hprd IS NOT NULL
  UNION ALL
  SELECT
    ccn, quarter, '{{ h.name }}' AS method, {{ h.version }} AS method_version
    {% for m in h.measures %}
    , CAST({{ m.low }}e0 + ({{ m.high }}e0 - {{ m.low }}e0)
      * power(CAST(case_mix_index - CAST('{{ h.lowest_index }}' AS decimal(3, 2)) AS double) / nullif({{ h.highest_index }}e0 - {{ h.lowest_index }}e0, 0e0), {{ m.exponent }}e0) AS decimal(12, 5)) AS expected_{{ m.name }}
    {% endfor %}
    , cms_total_hprd AS total_hprd, cms_rn_hprd AS rn_hprd, cms_aide_hprd AS aide_hprd, case_mix_index, case_mix_processing_date, facility_name, state, is_synthetic
  FROM gold_quarterly_provider_fact
  WHERE case_mix_index BETWEEN CAST('{{ h.lowest_index }}' AS decimal(3, 2)) AND CAST('{{ h.highest_index }}' AS decimal(3, 2))
)
SELECT
  ccn, quarter, expected_total, expected_rn, expected_aide,
  rate(total_hprd, expected_total) AS ratio_total, rate(rn_hprd, expected_rn) AS ratio_rn, rate(aide_hprd, expected_aide) AS ratio_aide,
  method, CAST(method_version AS integer) AS method_version, total_hprd, rn_hprd, aide_hprd, case_mix_index, case_mix_processing_date, facility_name, state, is_synthetic
FROM expected
