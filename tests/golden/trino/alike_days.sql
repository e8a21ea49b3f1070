-- alike_days on trino: one row per facility, month and kind of day (residents or not, the same roles missing)

-- candidate
CREATE TABLE kerok_healthcare.alike_days__candidate_{sha8}
WITH (format = 'PARQUET', format_version = 2) AS
WITH days AS (
  SELECT
    ccn,
    quarter,
    CAST(DATE_TRUNC('MONTH', work_date) AS DATE) AS month,
    work_date,
    residents,
    cms_total_hours,
    cms_rn_hours,
    is_incomplete,
    is_synthetic,
    cms_aide_hours,
    rndon_hours,
    rndon_employee_hours,
    rndon_contract_hours,
    rnadmin_hours,
    rnadmin_employee_hours,
    rnadmin_contract_hours,
    rn_hours,
    rn_employee_hours,
    rn_contract_hours,
    lpnadmin_hours,
    lpnadmin_employee_hours,
    lpnadmin_contract_hours,
    lpn_hours,
    lpn_employee_hours,
    lpn_contract_hours,
    cna_hours,
    cna_employee_hours,
    cna_contract_hours,
    natrn_hours,
    natrn_employee_hours,
    natrn_contract_hours,
    medaide_hours,
    medaide_employee_hours,
    medaide_contract_hours,
    DAY_OF_WEEK(work_date) IN (6, 7) AS is_weekend,
    COALESCE(residents > 0, FALSE) AS has_residents,
    CASE
      WHEN NOT rndon_hours IS NULL
      AND NOT rndon_employee_hours IS NULL
      AND NOT rndon_contract_hours IS NULL
      AND NOT rnadmin_hours IS NULL
      AND NOT rnadmin_employee_hours IS NULL
      AND NOT rnadmin_contract_hours IS NULL
      AND NOT rn_hours IS NULL
      AND NOT rn_employee_hours IS NULL
      AND NOT rn_contract_hours IS NULL
      AND NOT lpnadmin_hours IS NULL
      AND NOT lpnadmin_employee_hours IS NULL
      AND NOT lpnadmin_contract_hours IS NULL
      AND NOT lpn_hours IS NULL
      AND NOT lpn_employee_hours IS NULL
      AND NOT lpn_contract_hours IS NULL
      AND NOT cna_hours IS NULL
      AND NOT cna_employee_hours IS NULL
      AND NOT cna_contract_hours IS NULL
      AND NOT natrn_hours IS NULL
      AND NOT natrn_employee_hours IS NULL
      AND NOT natrn_contract_hours IS NULL
      AND NOT medaide_hours IS NULL
      AND NOT medaide_employee_hours IS NULL
      AND NOT medaide_contract_hours IS NULL
      THEN ''
      ELSE CONCAT_WS(
        ' ',
        CASE
          WHEN rndon_hours + rndon_employee_hours + rndon_contract_hours IS NULL
          THEN '<rndon>'
        END,
        CASE
          WHEN rnadmin_hours + rnadmin_employee_hours + rnadmin_contract_hours IS NULL
          THEN '<rnadmin>'
        END,
        CASE WHEN rn_hours + rn_employee_hours + rn_contract_hours IS NULL THEN '<rn>' END,
        CASE
          WHEN lpnadmin_hours + lpnadmin_employee_hours + lpnadmin_contract_hours IS NULL
          THEN '<lpnadmin>'
        END,
        CASE
          WHEN lpn_hours + lpn_employee_hours + lpn_contract_hours IS NULL
          THEN '<lpn>'
        END,
        CASE
          WHEN cna_hours + cna_employee_hours + cna_contract_hours IS NULL
          THEN '<cna>'
        END,
        CASE
          WHEN natrn_hours + natrn_employee_hours + natrn_contract_hours IS NULL
          THEN '<natrn>'
        END,
        CASE
          WHEN medaide_hours + medaide_employee_hours + medaide_contract_hours IS NULL
          THEN '<medaide>'
        END
      )
    END AS missing_roles,
    state,
    facility_name
  FROM (
    SELECT
      *
    FROM kerok_healthcare.gold_daily_staffing_fact
    WHERE
      quarter IN ({partitions})
  ) AS gold_daily_staffing_fact
)
SELECT
  ccn,
  MAX(quarter) AS quarter,
  month,
  has_residents,
  missing_roles,
  CAST(SUM(CASE WHEN is_weekend THEN rndon_hours END) AS DECIMAL(14, 2)) AS rndon_weekend_hours,
  CAST(SUM(rndon_hours) AS DECIMAL(14, 2)) AS rndon_hours,
  CAST(SUM(rndon_employee_hours) AS DECIMAL(14, 2)) AS rndon_employee_hours,
  CAST(SUM(rndon_contract_hours) AS DECIMAL(14, 2)) AS rndon_contract_hours,
  CAST(SUM(CASE WHEN is_weekend THEN rnadmin_hours END) AS DECIMAL(14, 2)) AS rnadmin_weekend_hours,
  CAST(SUM(rnadmin_hours) AS DECIMAL(14, 2)) AS rnadmin_hours,
  CAST(SUM(rnadmin_employee_hours) AS DECIMAL(14, 2)) AS rnadmin_employee_hours,
  CAST(SUM(rnadmin_contract_hours) AS DECIMAL(14, 2)) AS rnadmin_contract_hours,
  CAST(SUM(CASE WHEN is_weekend THEN rn_hours END) AS DECIMAL(14, 2)) AS rn_weekend_hours,
  CAST(SUM(rn_hours) AS DECIMAL(14, 2)) AS rn_hours,
  CAST(SUM(rn_employee_hours) AS DECIMAL(14, 2)) AS rn_employee_hours,
  CAST(SUM(rn_contract_hours) AS DECIMAL(14, 2)) AS rn_contract_hours,
  CAST(SUM(CASE WHEN is_weekend THEN lpnadmin_hours END) AS DECIMAL(14, 2)) AS lpnadmin_weekend_hours,
  CAST(SUM(lpnadmin_hours) AS DECIMAL(14, 2)) AS lpnadmin_hours,
  CAST(SUM(lpnadmin_employee_hours) AS DECIMAL(14, 2)) AS lpnadmin_employee_hours,
  CAST(SUM(lpnadmin_contract_hours) AS DECIMAL(14, 2)) AS lpnadmin_contract_hours,
  CAST(SUM(CASE WHEN is_weekend THEN lpn_hours END) AS DECIMAL(14, 2)) AS lpn_weekend_hours,
  CAST(SUM(lpn_hours) AS DECIMAL(14, 2)) AS lpn_hours,
  CAST(SUM(lpn_employee_hours) AS DECIMAL(14, 2)) AS lpn_employee_hours,
  CAST(SUM(lpn_contract_hours) AS DECIMAL(14, 2)) AS lpn_contract_hours,
  CAST(SUM(CASE WHEN is_weekend THEN cna_hours END) AS DECIMAL(14, 2)) AS cna_weekend_hours,
  CAST(SUM(cna_hours) AS DECIMAL(14, 2)) AS cna_hours,
  CAST(SUM(cna_employee_hours) AS DECIMAL(14, 2)) AS cna_employee_hours,
  CAST(SUM(cna_contract_hours) AS DECIMAL(14, 2)) AS cna_contract_hours,
  CAST(SUM(CASE WHEN is_weekend THEN natrn_hours END) AS DECIMAL(14, 2)) AS natrn_weekend_hours,
  CAST(SUM(natrn_hours) AS DECIMAL(14, 2)) AS natrn_hours,
  CAST(SUM(natrn_employee_hours) AS DECIMAL(14, 2)) AS natrn_employee_hours,
  CAST(SUM(natrn_contract_hours) AS DECIMAL(14, 2)) AS natrn_contract_hours,
  CAST(SUM(CASE WHEN is_weekend THEN medaide_hours END) AS DECIMAL(14, 2)) AS medaide_weekend_hours,
  CAST(SUM(medaide_hours) AS DECIMAL(14, 2)) AS medaide_hours,
  CAST(SUM(medaide_employee_hours) AS DECIMAL(14, 2)) AS medaide_employee_hours,
  CAST(SUM(medaide_contract_hours) AS DECIMAL(14, 2)) AS medaide_contract_hours,
  CAST(SUM(residents) AS BIGINT) AS residents,
  CAST(SUM(CASE WHEN is_weekend THEN residents END) AS BIGINT) AS weekend_residents,
  COUNT(*) AS days,
  COUNT(residents) AS days_with_census,
  COUNT(CASE WHEN residents = 0 THEN 1 END) AS zero_census_days,
  CAST(SUM(CASE WHEN residents = 0 THEN cms_total_hours END) AS DECIMAL(14, 2)) AS zero_census_hours,
  COUNT(
    CASE
      WHEN residents = 0
      AND (
        rndon_hours > 0
        OR rnadmin_hours > 0
        OR rn_hours > 0
        OR lpnadmin_hours > 0
        OR lpn_hours > 0
        OR cna_hours > 0
        OR natrn_hours > 0
        OR medaide_hours > 0
      )
      THEN 1
    END
  ) AS unknown_census_days,
  COUNT(CASE WHEN residents > 0 AND cms_rn_hours = 0 THEN 1 END) AS zero_rn_days,
  COUNT(CASE WHEN residents > 0 AND cms_rn_hours < 8 THEN 1 END) AS under_8_rn_days,
  COUNT(CASE WHEN residents > 0 AND cms_total_hours = 0 THEN 1 END) AS zero_staff_days,
  COUNT(
    CASE
      WHEN residents > 0 AND cms_total_hours < residents * CAST('1.5' AS DECIMAL(3, 2))
      THEN 1
    END
  ) AS low_days,
  COUNT(
    CASE
      WHEN residents > 0 AND cms_total_hours < residents * CAST('3.48' AS DECIMAL(3, 2))
      THEN 1
    END
  ) AS below_federal_2024_total_days,
  COUNT(
    CASE
      WHEN residents > 0 AND cms_rn_hours < residents * CAST('0.55' AS DECIMAL(3, 2))
      THEN 1
    END
  ) AS below_federal_2024_rn_days,
  COUNT(
    CASE
      WHEN residents > 0 AND cms_aide_hours < residents * CAST('2.45' AS DECIMAL(3, 2))
      THEN 1
    END
  ) AS below_federal_2024_aide_days,
  COUNT(
    CASE
      WHEN residents > 0 AND cms_total_hours < residents * CAST('4.1' AS DECIMAL(3, 2))
      THEN 1
    END
  ) AS below_study_2001_total_days,
  COUNT(
    CASE
      WHEN residents > 0 AND cms_rn_hours < residents * CAST('0.75' AS DECIMAL(3, 2))
      THEN 1
    END
  ) AS below_study_2001_rn_days,
  COUNT(
    CASE
      WHEN residents > 0 AND cms_total_hours > residents * CAST('24' AS DECIMAL(4, 2))
      THEN 1
    END
  ) AS over_24_hprd_days,
  MIN(residents) AS lowest_residents,
  MAX(residents) AS highest_residents,
  MIN(work_date) AS first_day,
  MAX(work_date) AS last_day,
  MAX(CASE WHEN NOT state IS NULL THEN work_date END) AS day_with_state,
  MAX(CASE WHEN NOT facility_name IS NULL THEN work_date END) AS day_with_name,
  MAX_BY(state, work_date) FILTER(WHERE
    NOT state IS NULL) AS state,
  MAX_BY(facility_name, work_date) FILTER(WHERE
    NOT facility_name IS NULL) AS facility_name,
  BOOL_OR(is_incomplete) AS is_incomplete,
  BOOL_OR(is_synthetic) AS is_synthetic
FROM days
GROUP BY
  ccn,
  month,
  has_residents,
  missing_roles;

-- discard
DROP TABLE IF EXISTS kerok_healthcare.alike_days__candidate_{sha8};
