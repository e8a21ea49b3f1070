-- vw_thresholds on trino: one row per reference line per area (a state, or US) per quarter in which the line applies

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_thresholds AS
WITH quarters AS (
  SELECT
    period AS quarter,
    BOOL_OR(is_national AND is_current) AS is_full,
    CAST(DATE_ADD(
      'MONTH',
      3 * CAST(SUBSTR(period, 6, 1) AS INTEGER) - 3,
      CAST(SUBSTR(period, 1, 4) || '-01-01' AS DATE)
    ) AS DATE) AS first_day,
    CAST(DATE_ADD(
      'DAY',
      -1,
      CAST(DATE_ADD(
        'MONTH',
        3 * CAST(SUBSTR(period, 6, 1) AS INTEGER),
        CAST(SUBSTR(period, 1, 4) || '-01-01' AS DATE)
      ) AS DATE)
    ) AS DATE) AS last_day
  FROM kerok_healthcare.gold_load_summary AS gold_load_summary
  WHERE
    dataset = 'pbj'
  GROUP BY
    period
), lines AS (
  SELECT
    threshold_id,
    state,
    role_set,
    value,
    value_to,
    valid_from,
    valid_to,
    citation,
    legal_status,
    TRUE AS is_own
  FROM kerok_healthcare.gold_threshold AS gold_threshold
  UNION ALL
  SELECT
    threshold_id,
    CAST(NULL AS VARCHAR),
    role_set,
    value,
    CAST(NULL AS DECIMAL(9, 4)),
    CAST(NULL AS DATE),
    CAST(NULL AS DATE),
    citation,
    legal_status,
    FALSE
  FROM (VALUES
    (
      'federal_2024_total',
      'cms_total',
      CAST('3.48' AS DECIMAL(9, 4)),
      'CMS, Minimum Staffing Standards for Long-Term Care Facilities, final rule, 89 FR 40876 (10 May 2024)',
      'never enforced: vacated in 2025 (N.D. Tex.; N.D. Iowa), enforcement barred by P.L. 119-21 to 2034-09-30, repealed by 90 FR 55687 effective 2026-02-02'
    ),
    (
      'federal_2024_rn',
      'cms_rn',
      CAST('0.55' AS DECIMAL(9, 4)),
      'CMS, Minimum Staffing Standards for Long-Term Care Facilities, final rule, 89 FR 40876 (10 May 2024)',
      'never enforced: vacated in 2025 (N.D. Tex.; N.D. Iowa), enforcement barred by P.L. 119-21 to 2034-09-30, repealed by 90 FR 55687 effective 2026-02-02'
    ),
    (
      'federal_2024_aide',
      'cms_aide',
      CAST('2.45' AS DECIMAL(9, 4)),
      'CMS, Minimum Staffing Standards for Long-Term Care Facilities, final rule, 89 FR 40876 (10 May 2024)',
      'never enforced: vacated in 2025 (N.D. Tex.; N.D. Iowa), enforcement barred by P.L. 119-21 to 2034-09-30, repealed by 90 FR 55687 effective 2026-02-02'
    ),
    (
      'study_2001_total',
      'cms_total',
      CAST('4.1' AS DECIMAL(9, 4)),
      'CMS and Abt Associates, Appropriateness of Minimum Nurse Staffing Ratios in Nursing Homes, report to Congress, phase II (2001)',
      'never law: a study''s finding'
    ),
    (
      'study_2001_rn',
      'cms_rn',
      CAST('0.75' AS DECIMAL(9, 4)),
      'CMS and Abt Associates, Appropriateness of Minimum Nurse Staffing Ratios in Nursing Homes, report to Congress, phase II (2001)',
      'never law: a study''s finding'
    )) AS line(threshold_id, role_set, value, citation, legal_status)
), applied AS (
  SELECT
    t.threshold_id,
    t.state,
    t.role_set,
    t.value,
    t.value_to,
    t.citation,
    t.legal_status,
    t.is_own,
    q.quarter,
    q.is_full,
    DATE_DIFF('DAY', q.first_day, q.last_day) + 1 AS length
  FROM lines AS t
  JOIN quarters AS q
    ON COALESCE(t.valid_from <= q.last_day, TRUE)
    AND COALESCE(t.valid_to >= q.last_day, TRUE)
), measured AS (
  SELECT
    q.state AS area,
    q.quarter,
    a.threshold_id,
    a.value,
    a.value_to,
    CASE a.role_set
      WHEN 'cms_total'
      THEN q.cms_total_hprd
      WHEN 'cms_rn'
      THEN q.cms_rn_hprd
      WHEN 'cms_lpn'
      THEN q.cms_lpn_hprd
      WHEN 'cms_licensed'
      THEN q.cms_licensed_hprd
      WHEN 'cms_aide'
      THEN q.cms_aide_hprd
      WHEN 'care'
      THEN q.care_hprd
      WHEN 'rn_care'
      THEN q.rn_care_hprd
      WHEN 'rn_lpn_cna'
      THEN q.rn_lpn_cna_hprd
      WHEN 'role_rndon'
      THEN q.role_rndon_hprd
      WHEN 'role_rnadmin'
      THEN q.role_rnadmin_hprd
      WHEN 'role_rn'
      THEN q.role_rn_hprd
      WHEN 'role_lpnadmin'
      THEN q.role_lpnadmin_hprd
      WHEN 'role_lpn'
      THEN q.role_lpn_hprd
      WHEN 'role_cna'
      THEN q.role_cna_hprd
      WHEN 'role_natrn'
      THEN q.role_natrn_hprd
      WHEN 'role_medaide'
      THEN q.role_medaide_hprd
    END AS hprd,
    CASE a.role_set
      WHEN 'cms_total'
      THEN q.cms_total_hours
      WHEN 'cms_rn'
      THEN q.cms_rn_hours
      WHEN 'cms_lpn'
      THEN q.cms_lpn_hours
      WHEN 'cms_licensed'
      THEN q.cms_licensed_hours
      WHEN 'cms_aide'
      THEN q.cms_aide_hours
      WHEN 'care'
      THEN q.care_hours
      WHEN 'rn_care'
      THEN q.rn_care_hours
      WHEN 'rn_lpn_cna'
      THEN q.rn_lpn_cna_hours
      WHEN 'role_rndon'
      THEN q.role_rndon_hours
      WHEN 'role_rnadmin'
      THEN q.role_rnadmin_hours
      WHEN 'role_rn'
      THEN q.role_rn_hours
      WHEN 'role_lpnadmin'
      THEN q.role_lpnadmin_hours
      WHEN 'role_lpn'
      THEN q.role_lpn_hours
      WHEN 'role_cna'
      THEN q.role_cna_hours
      WHEN 'role_natrn'
      THEN q.role_natrn_hours
      WHEN 'role_medaide'
      THEN q.role_medaide_hours
    END AS hours,
    CASE a.role_set
      WHEN 'cms_total'
      THEN q.cms_total_resident_days
      WHEN 'cms_rn'
      THEN q.cms_rn_resident_days
      WHEN 'cms_lpn'
      THEN q.cms_lpn_resident_days
      WHEN 'cms_licensed'
      THEN q.cms_licensed_resident_days
      WHEN 'cms_aide'
      THEN q.cms_aide_resident_days
      WHEN 'care'
      THEN q.care_resident_days
      WHEN 'rn_care'
      THEN q.rn_care_resident_days
      WHEN 'rn_lpn_cna'
      THEN q.rn_lpn_cna_resident_days
      WHEN 'role_rndon'
      THEN q.role_rndon_resident_days
      WHEN 'role_rnadmin'
      THEN q.role_rnadmin_resident_days
      WHEN 'role_rn'
      THEN q.role_rn_resident_days
      WHEN 'role_lpnadmin'
      THEN q.role_lpnadmin_resident_days
      WHEN 'role_lpn'
      THEN q.role_lpn_resident_days
      WHEN 'role_cna'
      THEN q.role_cna_resident_days
      WHEN 'role_natrn'
      THEN q.role_natrn_resident_days
      WHEN 'role_medaide'
      THEN q.role_medaide_resident_days
    END AS resident_days,
    CASE a.threshold_id
      WHEN 'federal_2024_total'
      THEN q.below_federal_2024_total_days
      WHEN 'federal_2024_rn'
      THEN q.below_federal_2024_rn_days
      WHEN 'federal_2024_aide'
      THEN q.below_federal_2024_aide_days
      WHEN 'study_2001_total'
      THEN q.below_study_2001_total_days
      WHEN 'study_2001_rn'
      THEN q.below_study_2001_rn_days
    END AS below_days,
    q.is_incomplete,
    q.is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN applied AS a
    ON q.quarter = a.quarter AND (
      a.state IS NULL OR a.state = q.state
    )
  UNION ALL
  SELECT
    'US' AS area,
    q.quarter,
    a.threshold_id,
    a.value,
    a.value_to,
    CASE a.role_set
      WHEN 'cms_total'
      THEN q.cms_total_hprd
      WHEN 'cms_rn'
      THEN q.cms_rn_hprd
      WHEN 'cms_lpn'
      THEN q.cms_lpn_hprd
      WHEN 'cms_licensed'
      THEN q.cms_licensed_hprd
      WHEN 'cms_aide'
      THEN q.cms_aide_hprd
      WHEN 'care'
      THEN q.care_hprd
      WHEN 'rn_care'
      THEN q.rn_care_hprd
      WHEN 'rn_lpn_cna'
      THEN q.rn_lpn_cna_hprd
      WHEN 'role_rndon'
      THEN q.role_rndon_hprd
      WHEN 'role_rnadmin'
      THEN q.role_rnadmin_hprd
      WHEN 'role_rn'
      THEN q.role_rn_hprd
      WHEN 'role_lpnadmin'
      THEN q.role_lpnadmin_hprd
      WHEN 'role_lpn'
      THEN q.role_lpn_hprd
      WHEN 'role_cna'
      THEN q.role_cna_hprd
      WHEN 'role_natrn'
      THEN q.role_natrn_hprd
      WHEN 'role_medaide'
      THEN q.role_medaide_hprd
    END AS hprd,
    CASE a.role_set
      WHEN 'cms_total'
      THEN q.cms_total_hours
      WHEN 'cms_rn'
      THEN q.cms_rn_hours
      WHEN 'cms_lpn'
      THEN q.cms_lpn_hours
      WHEN 'cms_licensed'
      THEN q.cms_licensed_hours
      WHEN 'cms_aide'
      THEN q.cms_aide_hours
      WHEN 'care'
      THEN q.care_hours
      WHEN 'rn_care'
      THEN q.rn_care_hours
      WHEN 'rn_lpn_cna'
      THEN q.rn_lpn_cna_hours
      WHEN 'role_rndon'
      THEN q.role_rndon_hours
      WHEN 'role_rnadmin'
      THEN q.role_rnadmin_hours
      WHEN 'role_rn'
      THEN q.role_rn_hours
      WHEN 'role_lpnadmin'
      THEN q.role_lpnadmin_hours
      WHEN 'role_lpn'
      THEN q.role_lpn_hours
      WHEN 'role_cna'
      THEN q.role_cna_hours
      WHEN 'role_natrn'
      THEN q.role_natrn_hours
      WHEN 'role_medaide'
      THEN q.role_medaide_hours
    END AS hours,
    CASE a.role_set
      WHEN 'cms_total'
      THEN q.cms_total_resident_days
      WHEN 'cms_rn'
      THEN q.cms_rn_resident_days
      WHEN 'cms_lpn'
      THEN q.cms_lpn_resident_days
      WHEN 'cms_licensed'
      THEN q.cms_licensed_resident_days
      WHEN 'cms_aide'
      THEN q.cms_aide_resident_days
      WHEN 'care'
      THEN q.care_resident_days
      WHEN 'rn_care'
      THEN q.rn_care_resident_days
      WHEN 'rn_lpn_cna'
      THEN q.rn_lpn_cna_resident_days
      WHEN 'role_rndon'
      THEN q.role_rndon_resident_days
      WHEN 'role_rnadmin'
      THEN q.role_rnadmin_resident_days
      WHEN 'role_rn'
      THEN q.role_rn_resident_days
      WHEN 'role_lpnadmin'
      THEN q.role_lpnadmin_resident_days
      WHEN 'role_lpn'
      THEN q.role_lpn_resident_days
      WHEN 'role_cna'
      THEN q.role_cna_resident_days
      WHEN 'role_natrn'
      THEN q.role_natrn_resident_days
      WHEN 'role_medaide'
      THEN q.role_medaide_resident_days
    END AS resident_days,
    CASE a.threshold_id
      WHEN 'federal_2024_total'
      THEN q.below_federal_2024_total_days
      WHEN 'federal_2024_rn'
      THEN q.below_federal_2024_rn_days
      WHEN 'federal_2024_aide'
      THEN q.below_federal_2024_aide_days
      WHEN 'study_2001_total'
      THEN q.below_study_2001_total_days
      WHEN 'study_2001_rn'
      THEN q.below_study_2001_rn_days
    END AS below_days,
    q.is_incomplete,
    q.is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS q
  JOIN applied AS a
    ON q.quarter = a.quarter AND (
      a.state IS NULL
    )
), homes AS (
  SELECT
    area,
    quarter,
    threshold_id,
    COUNT(hprd) AS facilities,
    COUNT_IF(hprd < value) AS below_facilities,
    COUNT_IF(hprd < value_to) AS below_value_to_facilities,
    SUM(CASE WHEN hprd < value THEN resident_days ELSE 0 END) AS below_resident_days,
    SUM(
      CASE
        WHEN hprd < value
        THEN CAST(value * resident_days - hours AS DECIMAL(18, 2))
        ELSE 0
      END
    ) AS hours_short,
    CASE WHEN COUNT(below_days) = COUNT(*) THEN CAST(SUM(below_days) AS BIGINT) END AS below_days,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM measured
  GROUP BY
    area,
    quarter,
    threshold_id
), facility_days AS (
  SELECT
    d.state AS area,
    d.quarter,
    a.threshold_id,
    COUNT(*) AS below_days
  FROM kerok_healthcare.gold_daily_staffing_fact AS d
  JOIN applied AS a
    ON d.quarter = a.quarter
    AND a.is_own
    AND (
      a.state IS NULL OR a.state = d.state
    )
    AND CASE a.role_set
      WHEN 'cms_total'
      THEN d.cms_total_hours
      WHEN 'cms_rn'
      THEN d.cms_rn_hours
      WHEN 'cms_lpn'
      THEN d.cms_lpn_hours
      WHEN 'cms_licensed'
      THEN d.cms_licensed_hours
      WHEN 'cms_aide'
      THEN d.cms_aide_hours
      WHEN 'care'
      THEN d.care_hours
      WHEN 'rn_care'
      THEN CASE WHEN NOT d.rn_employee_hours + d.rn_contract_hours IS NULL THEN d.rn_hours END
      WHEN 'rn_lpn_cna'
      THEN d.rn_lpn_cna_hours
      WHEN 'role_rndon'
      THEN CASE
        WHEN NOT d.rndon_employee_hours + d.rndon_contract_hours IS NULL
        THEN d.rndon_hours
      END
      WHEN 'role_rnadmin'
      THEN CASE
        WHEN NOT d.rnadmin_employee_hours + d.rnadmin_contract_hours IS NULL
        THEN d.rnadmin_hours
      END
      WHEN 'role_rn'
      THEN CASE WHEN NOT d.rn_employee_hours + d.rn_contract_hours IS NULL THEN d.rn_hours END
      WHEN 'role_lpnadmin'
      THEN CASE
        WHEN NOT d.lpnadmin_employee_hours + d.lpnadmin_contract_hours IS NULL
        THEN d.lpnadmin_hours
      END
      WHEN 'role_lpn'
      THEN CASE
        WHEN NOT d.lpn_employee_hours + d.lpn_contract_hours IS NULL
        THEN d.lpn_hours
      END
      WHEN 'role_cna'
      THEN CASE
        WHEN NOT d.cna_employee_hours + d.cna_contract_hours IS NULL
        THEN d.cna_hours
      END
      WHEN 'role_natrn'
      THEN CASE
        WHEN NOT d.natrn_employee_hours + d.natrn_contract_hours IS NULL
        THEN d.natrn_hours
      END
      WHEN 'role_medaide'
      THEN CASE
        WHEN NOT d.medaide_employee_hours + d.medaide_contract_hours IS NULL
        THEN d.medaide_hours
      END
    END < a.value * d.residents
  WHERE
    d.residents > 0
  GROUP BY
    d.quarter,
    a.threshold_id,
    d.state
  UNION ALL
  SELECT
    'US' AS area,
    d.quarter,
    a.threshold_id,
    COUNT(*) AS below_days
  FROM kerok_healthcare.gold_daily_staffing_fact AS d
  JOIN applied AS a
    ON d.quarter = a.quarter
    AND a.is_own
    AND (
      a.state IS NULL
    )
    AND CASE a.role_set
      WHEN 'cms_total'
      THEN d.cms_total_hours
      WHEN 'cms_rn'
      THEN d.cms_rn_hours
      WHEN 'cms_lpn'
      THEN d.cms_lpn_hours
      WHEN 'cms_licensed'
      THEN d.cms_licensed_hours
      WHEN 'cms_aide'
      THEN d.cms_aide_hours
      WHEN 'care'
      THEN d.care_hours
      WHEN 'rn_care'
      THEN CASE WHEN NOT d.rn_employee_hours + d.rn_contract_hours IS NULL THEN d.rn_hours END
      WHEN 'rn_lpn_cna'
      THEN d.rn_lpn_cna_hours
      WHEN 'role_rndon'
      THEN CASE
        WHEN NOT d.rndon_employee_hours + d.rndon_contract_hours IS NULL
        THEN d.rndon_hours
      END
      WHEN 'role_rnadmin'
      THEN CASE
        WHEN NOT d.rnadmin_employee_hours + d.rnadmin_contract_hours IS NULL
        THEN d.rnadmin_hours
      END
      WHEN 'role_rn'
      THEN CASE WHEN NOT d.rn_employee_hours + d.rn_contract_hours IS NULL THEN d.rn_hours END
      WHEN 'role_lpnadmin'
      THEN CASE
        WHEN NOT d.lpnadmin_employee_hours + d.lpnadmin_contract_hours IS NULL
        THEN d.lpnadmin_hours
      END
      WHEN 'role_lpn'
      THEN CASE
        WHEN NOT d.lpn_employee_hours + d.lpn_contract_hours IS NULL
        THEN d.lpn_hours
      END
      WHEN 'role_cna'
      THEN CASE
        WHEN NOT d.cna_employee_hours + d.cna_contract_hours IS NULL
        THEN d.cna_hours
      END
      WHEN 'role_natrn'
      THEN CASE
        WHEN NOT d.natrn_employee_hours + d.natrn_contract_hours IS NULL
        THEN d.natrn_hours
      END
      WHEN 'role_medaide'
      THEN CASE
        WHEN NOT d.medaide_employee_hours + d.medaide_contract_hours IS NULL
        THEN d.medaide_hours
      END
    END < a.value * d.residents
  WHERE
    d.residents > 0
  GROUP BY
    d.quarter,
    a.threshold_id
), counts AS (
  SELECT
    area,
    quarter,
    threshold_id,
    MAX(facilities) AS facilities,
    MAX(below_facilities) AS below_facilities,
    MAX(below_value_to_facilities) AS below_value_to_facilities,
    MAX(below_resident_days) AS below_resident_days,
    MAX(hours_short) AS hours_short,
    MAX(below_days) AS below_days,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM (
    SELECT
      area,
      quarter,
      threshold_id,
      facilities,
      below_facilities,
      below_value_to_facilities,
      below_resident_days,
      hours_short,
      below_days,
      is_incomplete,
      is_synthetic
    FROM homes
    UNION ALL
    SELECT
      area,
      quarter,
      threshold_id,
      NULL,
      NULL,
      NULL,
      NULL,
      NULL,
      below_days,
      NULL,
      NULL
    FROM facility_days
  ) AS parts
  GROUP BY
    area,
    quarter,
    threshold_id
  HAVING
    NOT MAX(facilities) IS NULL
)
SELECT
  a.role_set,
  h.area,
  h.quarter,
  h.threshold_id,
  CAST(h.below_facilities AS BIGINT) AS below_facilities,
  TRY_CAST(CAST(CAST(CAST(h.below_resident_days AS BIGINT) * 20 + a.length - (
    CAST(h.below_resident_days AS BIGINT) * 20 + a.length
  ) % NULLIF(2 * a.length, 0) AS DOUBLE) / NULLIF(CAST(2 * a.length AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.1' AS DECIMAL(2, 1)) AS DECIMAL(9, 1)) AS below_residents,
  CAST(CASE WHEN a.is_own THEN COALESCE(h.below_days, 0) ELSE h.below_days END AS BIGINT) AS below_days,
  CAST(h.hours_short AS DECIMAL(18, 2)) AS hours_short,
  CAST(h.facilities AS BIGINT) AS facilities,
  a.value,
  a.value_to,
  CASE
    WHEN NOT a.value_to IS NULL
    THEN CAST(h.below_value_to_facilities AS BIGINT)
  END AS below_value_to_facilities,
  a.citation,
  a.legal_status,
  CASE WHEN a.is_full THEN 'full' ELSE 'partial' END AS coverage,
  h.is_incomplete,
  h.is_synthetic
FROM counts AS h
JOIN applied AS a
  ON h.quarter = a.quarter AND h.threshold_id = a.threshold_id;
