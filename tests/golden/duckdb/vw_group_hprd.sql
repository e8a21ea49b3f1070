-- vw_group_hprd on duckdb: one row per dimension per value per quarter per role set

-- view
CREATE OR REPLACE VIEW vw_group_hprd AS
WITH loaded AS (
  SELECT
    period AS quarter,
    BOOL_OR(CAST(is_national AND is_current AS BOOLEAN)) AS is_full
  FROM gold_load_summary
  WHERE
    dataset = 'pbj'
  GROUP BY
    period
), homes AS (
  SELECT
    d.dimension,
    q.quarter,
    q.is_incomplete,
    q.is_synthetic,
    q.cms_total_hours,
    q.cms_total_resident_days,
    q.cms_total_contract_hours,
    q.cms_rn_hours,
    q.cms_rn_resident_days,
    q.cms_rn_contract_hours,
    q.cms_lpn_hours,
    q.cms_lpn_resident_days,
    q.cms_lpn_contract_hours,
    q.cms_licensed_hours,
    q.cms_licensed_resident_days,
    q.cms_licensed_contract_hours,
    q.cms_aide_hours,
    q.cms_aide_resident_days,
    q.cms_aide_contract_hours,
    q.care_hours,
    q.care_resident_days,
    q.care_contract_hours,
    q.rn_care_hours,
    q.rn_care_resident_days,
    q.rn_care_contract_hours,
    q.rn_lpn_cna_hours,
    q.rn_lpn_cna_resident_days,
    q.rn_lpn_cna_contract_hours,
    q.role_rndon_hours,
    q.role_rndon_resident_days,
    q.role_rndon_contract_hours,
    q.role_rnadmin_hours,
    q.role_rnadmin_resident_days,
    q.role_rnadmin_contract_hours,
    q.role_rn_hours,
    q.role_rn_resident_days,
    q.role_rn_contract_hours,
    q.role_lpnadmin_hours,
    q.role_lpnadmin_resident_days,
    q.role_lpnadmin_contract_hours,
    q.role_lpn_hours,
    q.role_lpn_resident_days,
    q.role_lpn_contract_hours,
    q.role_cna_hours,
    q.role_cna_resident_days,
    q.role_cna_contract_hours,
    q.role_natrn_hours,
    q.role_natrn_resident_days,
    q.role_natrn_contract_hours,
    q.role_medaide_hours,
    q.role_medaide_resident_days,
    q.role_medaide_contract_hours,
    COALESCE(
      CASE d.dimension
        WHEN 'bed_band'
        THEN CASE
          WHEN q.certified_beds >= 1 AND q.certified_beds <= 49
          THEN '1-49'
          WHEN q.certified_beds >= 50 AND q.certified_beds <= 99
          THEN '50-99'
          WHEN q.certified_beds >= 100 AND q.certified_beds <= 199
          THEN '100-199'
          WHEN q.certified_beds >= 200
          THEN '200+'
        END
        WHEN 'chain'
        THEN CASE
          WHEN q.ownership_processing_date >= CAST('2023-06-01' AS DATE)
          THEN COALESCE(q.chain_name, 'none')
        END
        WHEN 'county'
        THEN q.county_parish || ', ' || q.state
        WHEN 'hospital_based'
        THEN CASE WHEN q.is_hospital_based THEN 'yes' WHEN NOT q.is_hospital_based THEN 'no' END
        WHEN 'ownership_group'
        THEN CASE
          WHEN q.ownership_type LIKE 'For profit%'
          THEN 'for profit'
          WHEN q.ownership_type LIKE 'Non profit%'
          THEN 'non profit'
          WHEN q.ownership_type LIKE 'Government%'
          THEN 'government'
        END
        WHEN 'special_focus'
        THEN CASE
          WHEN NOT q.ownership_processing_date IS NULL
          THEN COALESCE(q.special_focus_status, 'none')
        END
        WHEN 'urban'
        THEN CASE WHEN q.is_urban THEN 'urban' WHEN NOT q.is_urban THEN 'rural' END
      END,
      'unknown'
    ) AS value
  FROM gold_quarterly_provider_fact AS q
  CROSS JOIN (VALUES
    ('bed_band'),
    ('chain'),
    ('county'),
    ('hospital_based'),
    ('ownership_group'),
    ('special_focus'),
    ('urban')) AS d(dimension)
), summed AS (
  SELECT
    dimension,
    value,
    quarter,
    COUNT(*) AS facilities,
    SUM(cms_total_hours) AS cms_total_hours,
    SUM(cms_total_resident_days) AS cms_total_resident_days,
    SUM(cms_total_contract_hours) AS cms_total_contract_hours,
    SUM(cms_rn_hours) AS cms_rn_hours,
    SUM(cms_rn_resident_days) AS cms_rn_resident_days,
    SUM(cms_rn_contract_hours) AS cms_rn_contract_hours,
    SUM(cms_lpn_hours) AS cms_lpn_hours,
    SUM(cms_lpn_resident_days) AS cms_lpn_resident_days,
    SUM(cms_lpn_contract_hours) AS cms_lpn_contract_hours,
    SUM(cms_licensed_hours) AS cms_licensed_hours,
    SUM(cms_licensed_resident_days) AS cms_licensed_resident_days,
    SUM(cms_licensed_contract_hours) AS cms_licensed_contract_hours,
    SUM(cms_aide_hours) AS cms_aide_hours,
    SUM(cms_aide_resident_days) AS cms_aide_resident_days,
    SUM(cms_aide_contract_hours) AS cms_aide_contract_hours,
    SUM(care_hours) AS care_hours,
    SUM(care_resident_days) AS care_resident_days,
    SUM(care_contract_hours) AS care_contract_hours,
    SUM(rn_care_hours) AS rn_care_hours,
    SUM(rn_care_resident_days) AS rn_care_resident_days,
    SUM(rn_care_contract_hours) AS rn_care_contract_hours,
    SUM(rn_lpn_cna_hours) AS rn_lpn_cna_hours,
    SUM(rn_lpn_cna_resident_days) AS rn_lpn_cna_resident_days,
    SUM(rn_lpn_cna_contract_hours) AS rn_lpn_cna_contract_hours,
    SUM(role_rndon_hours) AS role_rndon_hours,
    SUM(role_rndon_resident_days) AS role_rndon_resident_days,
    SUM(role_rndon_contract_hours) AS role_rndon_contract_hours,
    SUM(role_rnadmin_hours) AS role_rnadmin_hours,
    SUM(role_rnadmin_resident_days) AS role_rnadmin_resident_days,
    SUM(role_rnadmin_contract_hours) AS role_rnadmin_contract_hours,
    SUM(role_rn_hours) AS role_rn_hours,
    SUM(role_rn_resident_days) AS role_rn_resident_days,
    SUM(role_rn_contract_hours) AS role_rn_contract_hours,
    SUM(role_lpnadmin_hours) AS role_lpnadmin_hours,
    SUM(role_lpnadmin_resident_days) AS role_lpnadmin_resident_days,
    SUM(role_lpnadmin_contract_hours) AS role_lpnadmin_contract_hours,
    SUM(role_lpn_hours) AS role_lpn_hours,
    SUM(role_lpn_resident_days) AS role_lpn_resident_days,
    SUM(role_lpn_contract_hours) AS role_lpn_contract_hours,
    SUM(role_cna_hours) AS role_cna_hours,
    SUM(role_cna_resident_days) AS role_cna_resident_days,
    SUM(role_cna_contract_hours) AS role_cna_contract_hours,
    SUM(role_natrn_hours) AS role_natrn_hours,
    SUM(role_natrn_resident_days) AS role_natrn_resident_days,
    SUM(role_natrn_contract_hours) AS role_natrn_contract_hours,
    SUM(role_medaide_hours) AS role_medaide_hours,
    SUM(role_medaide_resident_days) AS role_medaide_resident_days,
    SUM(role_medaide_contract_hours) AS role_medaide_contract_hours,
    BOOL_OR(CAST(is_incomplete AS BOOLEAN)) AS is_incomplete,
    BOOL_OR(CAST(is_synthetic AS BOOLEAN)) AS is_synthetic
  FROM homes
  GROUP BY
    dimension,
    value,
    quarter
), long AS (
  SELECT
    q.dimension,
    q.value,
    q.quarter,
    r.role_set,
    q.facilities,
    CASE r.role_set
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
    CASE r.role_set
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
    CASE r.role_set
      WHEN 'cms_total'
      THEN q.cms_total_contract_hours
      WHEN 'cms_rn'
      THEN q.cms_rn_contract_hours
      WHEN 'cms_lpn'
      THEN q.cms_lpn_contract_hours
      WHEN 'cms_licensed'
      THEN q.cms_licensed_contract_hours
      WHEN 'cms_aide'
      THEN q.cms_aide_contract_hours
      WHEN 'care'
      THEN q.care_contract_hours
      WHEN 'rn_care'
      THEN q.rn_care_contract_hours
      WHEN 'rn_lpn_cna'
      THEN q.rn_lpn_cna_contract_hours
      WHEN 'role_rndon'
      THEN q.role_rndon_contract_hours
      WHEN 'role_rnadmin'
      THEN q.role_rnadmin_contract_hours
      WHEN 'role_rn'
      THEN q.role_rn_contract_hours
      WHEN 'role_lpnadmin'
      THEN q.role_lpnadmin_contract_hours
      WHEN 'role_lpn'
      THEN q.role_lpn_contract_hours
      WHEN 'role_cna'
      THEN q.role_cna_contract_hours
      WHEN 'role_natrn'
      THEN q.role_natrn_contract_hours
      WHEN 'role_medaide'
      THEN q.role_medaide_contract_hours
    END AS contract_hours,
    q.is_incomplete,
    q.is_synthetic
  FROM summed AS q
  CROSS JOIN (VALUES
    ('cms_total'),
    ('cms_rn'),
    ('cms_lpn'),
    ('cms_licensed'),
    ('cms_aide'),
    ('care'),
    ('rn_care'),
    ('rn_lpn_cna'),
    ('role_rndon'),
    ('role_rnadmin'),
    ('role_rn'),
    ('role_lpnadmin'),
    ('role_lpn'),
    ('role_cna'),
    ('role_natrn'),
    ('role_medaide')) AS r(role_set)
)
SELECT
  s.dimension,
  s.value,
  s.quarter,
  s.role_set,
  CAST(s.facilities AS BIGINT) AS facilities,
  CAST(s.hours AS DECIMAL(18, 2)) AS hours,
  CAST(s.resident_days AS BIGINT) AS resident_days,
  CASE
    WHEN ABS(
      CAST(s.hours AS DOUBLE) / NULLIF(CAST(s.resident_days AS DOUBLE), 0) * 1000000 % 1 - 0.5
    ) < 0.001
    THEN TRY_CAST(CAST(CAST((
      TRY_CAST(s.hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.resident_days AS DECIMAL(20, 6)), 0)
    ) - (
      TRY_CAST(s.hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.resident_days AS DECIMAL(20, 6)), 0)
    ) % (
      NULLIF(TRY_CAST(s.resident_days AS DECIMAL(20, 6)), 0) * 2
    ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(s.resident_days AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6))
    ELSE TRY_CAST(CAST(s.hours AS DOUBLE) / NULLIF(CAST(s.resident_days AS DOUBLE), 0) AS DECIMAL(12, 6))
  END AS hprd,
  CASE
    WHEN ABS(
      CAST(s.contract_hours AS DOUBLE) / NULLIF(CAST(s.hours AS DOUBLE), 0) * 1000000 % 1 - 0.5
    ) < 0.001
    THEN TRY_CAST(CAST(CAST((
      TRY_CAST(s.contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.hours AS DECIMAL(20, 6)), 0)
    ) - (
      TRY_CAST(s.contract_hours AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(s.hours AS DECIMAL(20, 6)), 0)
    ) % (
      NULLIF(TRY_CAST(s.hours AS DECIMAL(20, 6)), 0) * 2
    ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(s.hours AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6))
    ELSE TRY_CAST(CAST(s.contract_hours AS DOUBLE) / NULLIF(CAST(s.hours AS DOUBLE), 0) AS DECIMAL(12, 6))
  END AS contract_share,
  CASE WHEN l.is_full THEN 'full' ELSE 'partial' END AS coverage,
  CAST(s.contract_hours AS DECIMAL(18, 2)) AS contract_hours,
  s.is_incomplete,
  s.is_synthetic
FROM long AS s
LEFT JOIN loaded AS l
  ON s.quarter = l.quarter;
