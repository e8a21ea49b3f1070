-- staffing_by_month on trino: one row per facility per month, role sets side by side

-- candidate
CREATE TABLE kerok_healthcare.staffing_by_month__candidate_{sha8}
WITH (format = 'PARQUET', format_version = 2) AS
WITH named AS (
  SELECT
    ccn,
    quarter,
    MAX_BY(state, day_with_state) FILTER(WHERE
      NOT state IS NULL) AS state,
    MAX_BY(facility_name, day_with_name) FILTER(WHERE
      NOT facility_name IS NULL) AS facility_name
  FROM kerok_healthcare.alike_days__candidate_{sha8} AS alike_days
  GROUP BY
    ccn,
    quarter
), judged AS (
  SELECT
    ccn,
    month,
    has_residents AND missing_roles = '' AS is_usual,
    residents,
    weekend_residents,
    days,
    has_residents
    AND (
      missing_roles = ''
      OR (
        missing_roles NOT LIKE '%<rndon>%'
        AND missing_roles NOT LIKE '%<rnadmin>%'
        AND missing_roles NOT LIKE '%<rn>%'
        AND missing_roles NOT LIKE '%<lpnadmin>%'
        AND missing_roles NOT LIKE '%<lpn>%'
        AND missing_roles NOT LIKE '%<cna>%'
        AND missing_roles NOT LIKE '%<natrn>%'
        AND missing_roles NOT LIKE '%<medaide>%'
      )
    ) AS cms_total_counts,
    rndon_hours + rnadmin_hours + rn_hours + lpnadmin_hours + lpn_hours + cna_hours + natrn_hours + medaide_hours AS cms_total_hours,
    rndon_employee_hours + rnadmin_employee_hours + rn_employee_hours + lpnadmin_employee_hours + lpn_employee_hours + cna_employee_hours + natrn_employee_hours + medaide_employee_hours AS cms_total_employee_hours,
    rndon_contract_hours + rnadmin_contract_hours + rn_contract_hours + lpnadmin_contract_hours + lpn_contract_hours + cna_contract_hours + natrn_contract_hours + medaide_contract_hours AS cms_total_contract_hours,
    rndon_weekend_hours + rnadmin_weekend_hours + rn_weekend_hours + lpnadmin_weekend_hours + lpn_weekend_hours + cna_weekend_hours + natrn_weekend_hours + medaide_weekend_hours AS cms_total_weekend_hours,
    has_residents
    AND (
      missing_roles = ''
      OR (
        missing_roles NOT LIKE '%<rndon>%'
        AND missing_roles NOT LIKE '%<rnadmin>%'
        AND missing_roles NOT LIKE '%<rn>%'
      )
    ) AS cms_rn_counts,
    rndon_hours + rnadmin_hours + rn_hours AS cms_rn_hours,
    rndon_employee_hours + rnadmin_employee_hours + rn_employee_hours AS cms_rn_employee_hours,
    rndon_contract_hours + rnadmin_contract_hours + rn_contract_hours AS cms_rn_contract_hours,
    rndon_weekend_hours + rnadmin_weekend_hours + rn_weekend_hours AS cms_rn_weekend_hours,
    has_residents
    AND (
      missing_roles = ''
      OR (
        missing_roles NOT LIKE '%<lpnadmin>%' AND missing_roles NOT LIKE '%<lpn>%'
      )
    ) AS cms_lpn_counts,
    lpnadmin_hours + lpn_hours AS cms_lpn_hours,
    lpnadmin_employee_hours + lpn_employee_hours AS cms_lpn_employee_hours,
    lpnadmin_contract_hours + lpn_contract_hours AS cms_lpn_contract_hours,
    lpnadmin_weekend_hours + lpn_weekend_hours AS cms_lpn_weekend_hours,
    has_residents
    AND (
      missing_roles = ''
      OR (
        missing_roles NOT LIKE '%<rndon>%'
        AND missing_roles NOT LIKE '%<rnadmin>%'
        AND missing_roles NOT LIKE '%<rn>%'
        AND missing_roles NOT LIKE '%<lpnadmin>%'
        AND missing_roles NOT LIKE '%<lpn>%'
      )
    ) AS cms_licensed_counts,
    rndon_hours + rnadmin_hours + rn_hours + lpnadmin_hours + lpn_hours AS cms_licensed_hours,
    rndon_employee_hours + rnadmin_employee_hours + rn_employee_hours + lpnadmin_employee_hours + lpn_employee_hours AS cms_licensed_employee_hours,
    rndon_contract_hours + rnadmin_contract_hours + rn_contract_hours + lpnadmin_contract_hours + lpn_contract_hours AS cms_licensed_contract_hours,
    rndon_weekend_hours + rnadmin_weekend_hours + rn_weekend_hours + lpnadmin_weekend_hours + lpn_weekend_hours AS cms_licensed_weekend_hours,
    has_residents
    AND (
      missing_roles = ''
      OR (
        missing_roles NOT LIKE '%<cna>%'
        AND missing_roles NOT LIKE '%<natrn>%'
        AND missing_roles NOT LIKE '%<medaide>%'
      )
    ) AS cms_aide_counts,
    cna_hours + natrn_hours + medaide_hours AS cms_aide_hours,
    cna_employee_hours + natrn_employee_hours + medaide_employee_hours AS cms_aide_employee_hours,
    cna_contract_hours + natrn_contract_hours + medaide_contract_hours AS cms_aide_contract_hours,
    cna_weekend_hours + natrn_weekend_hours + medaide_weekend_hours AS cms_aide_weekend_hours,
    has_residents
    AND (
      missing_roles = ''
      OR (
        missing_roles NOT LIKE '%<rn>%'
        AND missing_roles NOT LIKE '%<lpn>%'
        AND missing_roles NOT LIKE '%<cna>%'
        AND missing_roles NOT LIKE '%<natrn>%'
        AND missing_roles NOT LIKE '%<medaide>%'
      )
    ) AS care_counts,
    rn_hours + lpn_hours + cna_hours + natrn_hours + medaide_hours AS care_hours,
    rn_employee_hours + lpn_employee_hours + cna_employee_hours + natrn_employee_hours + medaide_employee_hours AS care_employee_hours,
    rn_contract_hours + lpn_contract_hours + cna_contract_hours + natrn_contract_hours + medaide_contract_hours AS care_contract_hours,
    rn_weekend_hours + lpn_weekend_hours + cna_weekend_hours + natrn_weekend_hours + medaide_weekend_hours AS care_weekend_hours,
    has_residents
    AND (
      missing_roles = '' OR (
        missing_roles NOT LIKE '%<rn>%'
      )
    ) AS rn_care_counts,
    rn_hours AS rn_care_hours,
    rn_employee_hours AS rn_care_employee_hours,
    rn_contract_hours AS rn_care_contract_hours,
    rn_weekend_hours AS rn_care_weekend_hours,
    has_residents
    AND (
      missing_roles = ''
      OR (
        missing_roles NOT LIKE '%<rn>%'
        AND missing_roles NOT LIKE '%<lpn>%'
        AND missing_roles NOT LIKE '%<cna>%'
      )
    ) AS rn_lpn_cna_counts,
    rn_hours + lpn_hours + cna_hours AS rn_lpn_cna_hours,
    rn_employee_hours + lpn_employee_hours + cna_employee_hours AS rn_lpn_cna_employee_hours,
    rn_contract_hours + lpn_contract_hours + cna_contract_hours AS rn_lpn_cna_contract_hours,
    rn_weekend_hours + lpn_weekend_hours + cna_weekend_hours AS rn_lpn_cna_weekend_hours,
    has_residents
    AND (
      missing_roles = '' OR (
        missing_roles NOT LIKE '%<rndon>%'
      )
    ) AS role_rndon_counts,
    rndon_hours AS role_rndon_hours,
    rndon_employee_hours AS role_rndon_employee_hours,
    rndon_contract_hours AS role_rndon_contract_hours,
    rndon_weekend_hours AS role_rndon_weekend_hours,
    has_residents
    AND (
      missing_roles = '' OR (
        missing_roles NOT LIKE '%<rnadmin>%'
      )
    ) AS role_rnadmin_counts,
    rnadmin_hours AS role_rnadmin_hours,
    rnadmin_employee_hours AS role_rnadmin_employee_hours,
    rnadmin_contract_hours AS role_rnadmin_contract_hours,
    rnadmin_weekend_hours AS role_rnadmin_weekend_hours,
    has_residents
    AND (
      missing_roles = '' OR (
        missing_roles NOT LIKE '%<rn>%'
      )
    ) AS role_rn_counts,
    rn_hours AS role_rn_hours,
    rn_employee_hours AS role_rn_employee_hours,
    rn_contract_hours AS role_rn_contract_hours,
    rn_weekend_hours AS role_rn_weekend_hours,
    has_residents
    AND (
      missing_roles = '' OR (
        missing_roles NOT LIKE '%<lpnadmin>%'
      )
    ) AS role_lpnadmin_counts,
    lpnadmin_hours AS role_lpnadmin_hours,
    lpnadmin_employee_hours AS role_lpnadmin_employee_hours,
    lpnadmin_contract_hours AS role_lpnadmin_contract_hours,
    lpnadmin_weekend_hours AS role_lpnadmin_weekend_hours,
    has_residents
    AND (
      missing_roles = '' OR (
        missing_roles NOT LIKE '%<lpn>%'
      )
    ) AS role_lpn_counts,
    lpn_hours AS role_lpn_hours,
    lpn_employee_hours AS role_lpn_employee_hours,
    lpn_contract_hours AS role_lpn_contract_hours,
    lpn_weekend_hours AS role_lpn_weekend_hours,
    has_residents
    AND (
      missing_roles = '' OR (
        missing_roles NOT LIKE '%<cna>%'
      )
    ) AS role_cna_counts,
    cna_hours AS role_cna_hours,
    cna_employee_hours AS role_cna_employee_hours,
    cna_contract_hours AS role_cna_contract_hours,
    cna_weekend_hours AS role_cna_weekend_hours,
    has_residents
    AND (
      missing_roles = '' OR (
        missing_roles NOT LIKE '%<natrn>%'
      )
    ) AS role_natrn_counts,
    natrn_hours AS role_natrn_hours,
    natrn_employee_hours AS role_natrn_employee_hours,
    natrn_contract_hours AS role_natrn_contract_hours,
    natrn_weekend_hours AS role_natrn_weekend_hours,
    has_residents
    AND (
      missing_roles = '' OR (
        missing_roles NOT LIKE '%<medaide>%'
      )
    ) AS role_medaide_counts,
    medaide_hours AS role_medaide_hours,
    medaide_employee_hours AS role_medaide_employee_hours,
    medaide_contract_hours AS role_medaide_contract_hours,
    medaide_weekend_hours AS role_medaide_weekend_hours
  FROM kerok_healthcare.alike_days__candidate_{sha8} AS alike_days
), usual AS (
  SELECT
    ccn,
    month,
    residents,
    weekend_residents,
    days,
    cms_total_hours,
    cms_total_employee_hours,
    cms_total_contract_hours,
    cms_total_weekend_hours,
    cms_rn_hours,
    cms_rn_employee_hours,
    cms_rn_contract_hours,
    cms_rn_weekend_hours,
    cms_lpn_hours,
    cms_lpn_employee_hours,
    cms_lpn_contract_hours,
    cms_lpn_weekend_hours,
    cms_licensed_hours,
    cms_licensed_employee_hours,
    cms_licensed_contract_hours,
    cms_licensed_weekend_hours,
    cms_aide_hours,
    cms_aide_employee_hours,
    cms_aide_contract_hours,
    cms_aide_weekend_hours,
    care_hours,
    care_employee_hours,
    care_contract_hours,
    care_weekend_hours,
    rn_care_hours,
    rn_care_employee_hours,
    rn_care_contract_hours,
    rn_care_weekend_hours,
    rn_lpn_cna_hours,
    rn_lpn_cna_employee_hours,
    rn_lpn_cna_contract_hours,
    rn_lpn_cna_weekend_hours,
    role_rndon_hours,
    role_rndon_employee_hours,
    role_rndon_contract_hours,
    role_rndon_weekend_hours,
    role_rnadmin_hours,
    role_rnadmin_employee_hours,
    role_rnadmin_contract_hours,
    role_rnadmin_weekend_hours,
    role_rn_hours,
    role_rn_employee_hours,
    role_rn_contract_hours,
    role_rn_weekend_hours,
    role_lpnadmin_hours,
    role_lpnadmin_employee_hours,
    role_lpnadmin_contract_hours,
    role_lpnadmin_weekend_hours,
    role_lpn_hours,
    role_lpn_employee_hours,
    role_lpn_contract_hours,
    role_lpn_weekend_hours,
    role_cna_hours,
    role_cna_employee_hours,
    role_cna_contract_hours,
    role_cna_weekend_hours,
    role_natrn_hours,
    role_natrn_employee_hours,
    role_natrn_contract_hours,
    role_natrn_weekend_hours,
    role_medaide_hours,
    role_medaide_employee_hours,
    role_medaide_contract_hours,
    role_medaide_weekend_hours
  FROM judged
  WHERE
    is_usual
), unusual AS (
  SELECT
    ccn,
    month,
    CAST(SUM(CASE WHEN cms_total_counts THEN cms_total_hours END) AS DECIMAL(18, 2)) AS cms_total_hours,
    CAST(SUM(CASE WHEN cms_total_counts THEN cms_total_employee_hours END) AS DECIMAL(18, 2)) AS cms_total_employee_hours,
    CAST(SUM(CASE WHEN cms_total_counts THEN cms_total_contract_hours END) AS DECIMAL(18, 2)) AS cms_total_contract_hours,
    CAST(SUM(CASE WHEN cms_total_counts THEN cms_total_weekend_hours END) AS DECIMAL(18, 2)) AS cms_total_weekend_hours,
    CAST(SUM(CASE WHEN cms_total_counts THEN residents END) AS BIGINT) AS cms_total_resident_days,
    CAST(SUM(CASE WHEN cms_total_counts THEN weekend_residents END) AS BIGINT) AS cms_total_weekend_resident_days,
    CAST(SUM(CASE WHEN cms_total_counts THEN days ELSE 0 END) AS BIGINT) AS cms_total_days_counted,
    CAST(SUM(CASE WHEN cms_rn_counts THEN cms_rn_hours END) AS DECIMAL(18, 2)) AS cms_rn_hours,
    CAST(SUM(CASE WHEN cms_rn_counts THEN cms_rn_employee_hours END) AS DECIMAL(18, 2)) AS cms_rn_employee_hours,
    CAST(SUM(CASE WHEN cms_rn_counts THEN cms_rn_contract_hours END) AS DECIMAL(18, 2)) AS cms_rn_contract_hours,
    CAST(SUM(CASE WHEN cms_rn_counts THEN cms_rn_weekend_hours END) AS DECIMAL(18, 2)) AS cms_rn_weekend_hours,
    CAST(SUM(CASE WHEN cms_rn_counts THEN residents END) AS BIGINT) AS cms_rn_resident_days,
    CAST(SUM(CASE WHEN cms_rn_counts THEN weekend_residents END) AS BIGINT) AS cms_rn_weekend_resident_days,
    CAST(SUM(CASE WHEN cms_rn_counts THEN days ELSE 0 END) AS BIGINT) AS cms_rn_days_counted,
    CAST(SUM(CASE WHEN cms_lpn_counts THEN cms_lpn_hours END) AS DECIMAL(18, 2)) AS cms_lpn_hours,
    CAST(SUM(CASE WHEN cms_lpn_counts THEN cms_lpn_employee_hours END) AS DECIMAL(18, 2)) AS cms_lpn_employee_hours,
    CAST(SUM(CASE WHEN cms_lpn_counts THEN cms_lpn_contract_hours END) AS DECIMAL(18, 2)) AS cms_lpn_contract_hours,
    CAST(SUM(CASE WHEN cms_lpn_counts THEN cms_lpn_weekend_hours END) AS DECIMAL(18, 2)) AS cms_lpn_weekend_hours,
    CAST(SUM(CASE WHEN cms_lpn_counts THEN residents END) AS BIGINT) AS cms_lpn_resident_days,
    CAST(SUM(CASE WHEN cms_lpn_counts THEN weekend_residents END) AS BIGINT) AS cms_lpn_weekend_resident_days,
    CAST(SUM(CASE WHEN cms_lpn_counts THEN days ELSE 0 END) AS BIGINT) AS cms_lpn_days_counted,
    CAST(SUM(CASE WHEN cms_licensed_counts THEN cms_licensed_hours END) AS DECIMAL(18, 2)) AS cms_licensed_hours,
    CAST(SUM(CASE WHEN cms_licensed_counts THEN cms_licensed_employee_hours END) AS DECIMAL(18, 2)) AS cms_licensed_employee_hours,
    CAST(SUM(CASE WHEN cms_licensed_counts THEN cms_licensed_contract_hours END) AS DECIMAL(18, 2)) AS cms_licensed_contract_hours,
    CAST(SUM(CASE WHEN cms_licensed_counts THEN cms_licensed_weekend_hours END) AS DECIMAL(18, 2)) AS cms_licensed_weekend_hours,
    CAST(SUM(CASE WHEN cms_licensed_counts THEN residents END) AS BIGINT) AS cms_licensed_resident_days,
    CAST(SUM(CASE WHEN cms_licensed_counts THEN weekend_residents END) AS BIGINT) AS cms_licensed_weekend_resident_days,
    CAST(SUM(CASE WHEN cms_licensed_counts THEN days ELSE 0 END) AS BIGINT) AS cms_licensed_days_counted,
    CAST(SUM(CASE WHEN cms_aide_counts THEN cms_aide_hours END) AS DECIMAL(18, 2)) AS cms_aide_hours,
    CAST(SUM(CASE WHEN cms_aide_counts THEN cms_aide_employee_hours END) AS DECIMAL(18, 2)) AS cms_aide_employee_hours,
    CAST(SUM(CASE WHEN cms_aide_counts THEN cms_aide_contract_hours END) AS DECIMAL(18, 2)) AS cms_aide_contract_hours,
    CAST(SUM(CASE WHEN cms_aide_counts THEN cms_aide_weekend_hours END) AS DECIMAL(18, 2)) AS cms_aide_weekend_hours,
    CAST(SUM(CASE WHEN cms_aide_counts THEN residents END) AS BIGINT) AS cms_aide_resident_days,
    CAST(SUM(CASE WHEN cms_aide_counts THEN weekend_residents END) AS BIGINT) AS cms_aide_weekend_resident_days,
    CAST(SUM(CASE WHEN cms_aide_counts THEN days ELSE 0 END) AS BIGINT) AS cms_aide_days_counted,
    CAST(SUM(CASE WHEN care_counts THEN care_hours END) AS DECIMAL(18, 2)) AS care_hours,
    CAST(SUM(CASE WHEN care_counts THEN care_employee_hours END) AS DECIMAL(18, 2)) AS care_employee_hours,
    CAST(SUM(CASE WHEN care_counts THEN care_contract_hours END) AS DECIMAL(18, 2)) AS care_contract_hours,
    CAST(SUM(CASE WHEN care_counts THEN care_weekend_hours END) AS DECIMAL(18, 2)) AS care_weekend_hours,
    CAST(SUM(CASE WHEN care_counts THEN residents END) AS BIGINT) AS care_resident_days,
    CAST(SUM(CASE WHEN care_counts THEN weekend_residents END) AS BIGINT) AS care_weekend_resident_days,
    CAST(SUM(CASE WHEN care_counts THEN days ELSE 0 END) AS BIGINT) AS care_days_counted,
    CAST(SUM(CASE WHEN rn_care_counts THEN rn_care_hours END) AS DECIMAL(18, 2)) AS rn_care_hours,
    CAST(SUM(CASE WHEN rn_care_counts THEN rn_care_employee_hours END) AS DECIMAL(18, 2)) AS rn_care_employee_hours,
    CAST(SUM(CASE WHEN rn_care_counts THEN rn_care_contract_hours END) AS DECIMAL(18, 2)) AS rn_care_contract_hours,
    CAST(SUM(CASE WHEN rn_care_counts THEN rn_care_weekend_hours END) AS DECIMAL(18, 2)) AS rn_care_weekend_hours,
    CAST(SUM(CASE WHEN rn_care_counts THEN residents END) AS BIGINT) AS rn_care_resident_days,
    CAST(SUM(CASE WHEN rn_care_counts THEN weekend_residents END) AS BIGINT) AS rn_care_weekend_resident_days,
    CAST(SUM(CASE WHEN rn_care_counts THEN days ELSE 0 END) AS BIGINT) AS rn_care_days_counted,
    CAST(SUM(CASE WHEN rn_lpn_cna_counts THEN rn_lpn_cna_hours END) AS DECIMAL(18, 2)) AS rn_lpn_cna_hours,
    CAST(SUM(CASE WHEN rn_lpn_cna_counts THEN rn_lpn_cna_employee_hours END) AS DECIMAL(18, 2)) AS rn_lpn_cna_employee_hours,
    CAST(SUM(CASE WHEN rn_lpn_cna_counts THEN rn_lpn_cna_contract_hours END) AS DECIMAL(18, 2)) AS rn_lpn_cna_contract_hours,
    CAST(SUM(CASE WHEN rn_lpn_cna_counts THEN rn_lpn_cna_weekend_hours END) AS DECIMAL(18, 2)) AS rn_lpn_cna_weekend_hours,
    CAST(SUM(CASE WHEN rn_lpn_cna_counts THEN residents END) AS BIGINT) AS rn_lpn_cna_resident_days,
    CAST(SUM(CASE WHEN rn_lpn_cna_counts THEN weekend_residents END) AS BIGINT) AS rn_lpn_cna_weekend_resident_days,
    CAST(SUM(CASE WHEN rn_lpn_cna_counts THEN days ELSE 0 END) AS BIGINT) AS rn_lpn_cna_days_counted,
    CAST(SUM(CASE WHEN role_rndon_counts THEN role_rndon_hours END) AS DECIMAL(18, 2)) AS role_rndon_hours,
    CAST(SUM(CASE WHEN role_rndon_counts THEN role_rndon_employee_hours END) AS DECIMAL(18, 2)) AS role_rndon_employee_hours,
    CAST(SUM(CASE WHEN role_rndon_counts THEN role_rndon_contract_hours END) AS DECIMAL(18, 2)) AS role_rndon_contract_hours,
    CAST(SUM(CASE WHEN role_rndon_counts THEN role_rndon_weekend_hours END) AS DECIMAL(18, 2)) AS role_rndon_weekend_hours,
    CAST(SUM(CASE WHEN role_rndon_counts THEN residents END) AS BIGINT) AS role_rndon_resident_days,
    CAST(SUM(CASE WHEN role_rndon_counts THEN weekend_residents END) AS BIGINT) AS role_rndon_weekend_resident_days,
    CAST(SUM(CASE WHEN role_rndon_counts THEN days ELSE 0 END) AS BIGINT) AS role_rndon_days_counted,
    CAST(SUM(CASE WHEN role_rnadmin_counts THEN role_rnadmin_hours END) AS DECIMAL(18, 2)) AS role_rnadmin_hours,
    CAST(SUM(CASE WHEN role_rnadmin_counts THEN role_rnadmin_employee_hours END) AS DECIMAL(18, 2)) AS role_rnadmin_employee_hours,
    CAST(SUM(CASE WHEN role_rnadmin_counts THEN role_rnadmin_contract_hours END) AS DECIMAL(18, 2)) AS role_rnadmin_contract_hours,
    CAST(SUM(CASE WHEN role_rnadmin_counts THEN role_rnadmin_weekend_hours END) AS DECIMAL(18, 2)) AS role_rnadmin_weekend_hours,
    CAST(SUM(CASE WHEN role_rnadmin_counts THEN residents END) AS BIGINT) AS role_rnadmin_resident_days,
    CAST(SUM(CASE WHEN role_rnadmin_counts THEN weekend_residents END) AS BIGINT) AS role_rnadmin_weekend_resident_days,
    CAST(SUM(CASE WHEN role_rnadmin_counts THEN days ELSE 0 END) AS BIGINT) AS role_rnadmin_days_counted,
    CAST(SUM(CASE WHEN role_rn_counts THEN role_rn_hours END) AS DECIMAL(18, 2)) AS role_rn_hours,
    CAST(SUM(CASE WHEN role_rn_counts THEN role_rn_employee_hours END) AS DECIMAL(18, 2)) AS role_rn_employee_hours,
    CAST(SUM(CASE WHEN role_rn_counts THEN role_rn_contract_hours END) AS DECIMAL(18, 2)) AS role_rn_contract_hours,
    CAST(SUM(CASE WHEN role_rn_counts THEN role_rn_weekend_hours END) AS DECIMAL(18, 2)) AS role_rn_weekend_hours,
    CAST(SUM(CASE WHEN role_rn_counts THEN residents END) AS BIGINT) AS role_rn_resident_days,
    CAST(SUM(CASE WHEN role_rn_counts THEN weekend_residents END) AS BIGINT) AS role_rn_weekend_resident_days,
    CAST(SUM(CASE WHEN role_rn_counts THEN days ELSE 0 END) AS BIGINT) AS role_rn_days_counted,
    CAST(SUM(CASE WHEN role_lpnadmin_counts THEN role_lpnadmin_hours END) AS DECIMAL(18, 2)) AS role_lpnadmin_hours,
    CAST(SUM(CASE WHEN role_lpnadmin_counts THEN role_lpnadmin_employee_hours END) AS DECIMAL(18, 2)) AS role_lpnadmin_employee_hours,
    CAST(SUM(CASE WHEN role_lpnadmin_counts THEN role_lpnadmin_contract_hours END) AS DECIMAL(18, 2)) AS role_lpnadmin_contract_hours,
    CAST(SUM(CASE WHEN role_lpnadmin_counts THEN role_lpnadmin_weekend_hours END) AS DECIMAL(18, 2)) AS role_lpnadmin_weekend_hours,
    CAST(SUM(CASE WHEN role_lpnadmin_counts THEN residents END) AS BIGINT) AS role_lpnadmin_resident_days,
    CAST(SUM(CASE WHEN role_lpnadmin_counts THEN weekend_residents END) AS BIGINT) AS role_lpnadmin_weekend_resident_days,
    CAST(SUM(CASE WHEN role_lpnadmin_counts THEN days ELSE 0 END) AS BIGINT) AS role_lpnadmin_days_counted,
    CAST(SUM(CASE WHEN role_lpn_counts THEN role_lpn_hours END) AS DECIMAL(18, 2)) AS role_lpn_hours,
    CAST(SUM(CASE WHEN role_lpn_counts THEN role_lpn_employee_hours END) AS DECIMAL(18, 2)) AS role_lpn_employee_hours,
    CAST(SUM(CASE WHEN role_lpn_counts THEN role_lpn_contract_hours END) AS DECIMAL(18, 2)) AS role_lpn_contract_hours,
    CAST(SUM(CASE WHEN role_lpn_counts THEN role_lpn_weekend_hours END) AS DECIMAL(18, 2)) AS role_lpn_weekend_hours,
    CAST(SUM(CASE WHEN role_lpn_counts THEN residents END) AS BIGINT) AS role_lpn_resident_days,
    CAST(SUM(CASE WHEN role_lpn_counts THEN weekend_residents END) AS BIGINT) AS role_lpn_weekend_resident_days,
    CAST(SUM(CASE WHEN role_lpn_counts THEN days ELSE 0 END) AS BIGINT) AS role_lpn_days_counted,
    CAST(SUM(CASE WHEN role_cna_counts THEN role_cna_hours END) AS DECIMAL(18, 2)) AS role_cna_hours,
    CAST(SUM(CASE WHEN role_cna_counts THEN role_cna_employee_hours END) AS DECIMAL(18, 2)) AS role_cna_employee_hours,
    CAST(SUM(CASE WHEN role_cna_counts THEN role_cna_contract_hours END) AS DECIMAL(18, 2)) AS role_cna_contract_hours,
    CAST(SUM(CASE WHEN role_cna_counts THEN role_cna_weekend_hours END) AS DECIMAL(18, 2)) AS role_cna_weekend_hours,
    CAST(SUM(CASE WHEN role_cna_counts THEN residents END) AS BIGINT) AS role_cna_resident_days,
    CAST(SUM(CASE WHEN role_cna_counts THEN weekend_residents END) AS BIGINT) AS role_cna_weekend_resident_days,
    CAST(SUM(CASE WHEN role_cna_counts THEN days ELSE 0 END) AS BIGINT) AS role_cna_days_counted,
    CAST(SUM(CASE WHEN role_natrn_counts THEN role_natrn_hours END) AS DECIMAL(18, 2)) AS role_natrn_hours,
    CAST(SUM(CASE WHEN role_natrn_counts THEN role_natrn_employee_hours END) AS DECIMAL(18, 2)) AS role_natrn_employee_hours,
    CAST(SUM(CASE WHEN role_natrn_counts THEN role_natrn_contract_hours END) AS DECIMAL(18, 2)) AS role_natrn_contract_hours,
    CAST(SUM(CASE WHEN role_natrn_counts THEN role_natrn_weekend_hours END) AS DECIMAL(18, 2)) AS role_natrn_weekend_hours,
    CAST(SUM(CASE WHEN role_natrn_counts THEN residents END) AS BIGINT) AS role_natrn_resident_days,
    CAST(SUM(CASE WHEN role_natrn_counts THEN weekend_residents END) AS BIGINT) AS role_natrn_weekend_resident_days,
    CAST(SUM(CASE WHEN role_natrn_counts THEN days ELSE 0 END) AS BIGINT) AS role_natrn_days_counted,
    CAST(SUM(CASE WHEN role_medaide_counts THEN role_medaide_hours END) AS DECIMAL(18, 2)) AS role_medaide_hours,
    CAST(SUM(CASE WHEN role_medaide_counts THEN role_medaide_employee_hours END) AS DECIMAL(18, 2)) AS role_medaide_employee_hours,
    CAST(SUM(CASE WHEN role_medaide_counts THEN role_medaide_contract_hours END) AS DECIMAL(18, 2)) AS role_medaide_contract_hours,
    CAST(SUM(CASE WHEN role_medaide_counts THEN role_medaide_weekend_hours END) AS DECIMAL(18, 2)) AS role_medaide_weekend_hours,
    CAST(SUM(CASE WHEN role_medaide_counts THEN residents END) AS BIGINT) AS role_medaide_resident_days,
    CAST(SUM(CASE WHEN role_medaide_counts THEN weekend_residents END) AS BIGINT) AS role_medaide_weekend_resident_days,
    CAST(SUM(CASE WHEN role_medaide_counts THEN days ELSE 0 END) AS BIGINT) AS role_medaide_days_counted
  FROM judged
  WHERE
    NOT is_usual
  GROUP BY
    ccn,
    month
), followed AS (
  SELECT
    ccn,
    quarter,
    work_date,
    residents = LAG(residents) OVER (PARTITION BY ccn ORDER BY work_date)
    AND cms_aide_hours = LAG(cms_aide_hours) OVER (PARTITION BY ccn ORDER BY work_date)
    AND cms_lpn_hours = LAG(cms_lpn_hours) OVER (PARTITION BY ccn ORDER BY work_date)
    AND cms_rn_hours = LAG(cms_rn_hours) OVER (PARTITION BY ccn ORDER BY work_date)
    AND DATE_DIFF('DAY', LAG(work_date) OVER (PARTITION BY ccn ORDER BY work_date), work_date) = 1 AS is_same
  FROM (
    SELECT
      *
    FROM kerok_healthcare.gold_daily_staffing_fact
    WHERE
      quarter IN ({partitions})
  ) AS gold_daily_staffing_fact
  WHERE
    residents > 0 AND cms_total_hours > 0
), repeated AS (
  SELECT
    ccn,
    quarter,
    CAST(DATE_TRUNC('MONTH', work_date) AS DATE) AS month,
    COUNT(*) AS repeated_days
  FROM followed
  WHERE
    is_same
    AND (
      CAST(YEAR(CAST(DATE_ADD('DAY', -1, work_date) AS DATE)) AS VARCHAR) || 'Q' || CAST(QUARTER(CAST(DATE_ADD('DAY', -1, work_date) AS DATE)) AS VARCHAR)
    ) = quarter
  GROUP BY
    ccn,
    quarter,
    CAST(DATE_TRUNC('MONTH', work_date) AS DATE)
), months AS (
  SELECT
    ccn,
    quarter,
    month,
    CAST(SUM(days) AS BIGINT) AS days,
    CAST(SUM(residents) AS BIGINT) AS census_days,
    CAST(SUM(zero_census_days) AS BIGINT) AS zero_census_days,
    CAST(SUM(zero_rn_days) AS BIGINT) AS zero_rn_days,
    CAST(SUM(under_8_rn_days) AS BIGINT) AS under_8_rn_days,
    CAST(SUM(zero_staff_days) AS BIGINT) AS zero_staff_days,
    CAST(SUM(low_days) AS BIGINT) AS low_days,
    CAST(SUM(over_24_hprd_days) AS BIGINT) AS over_24_hprd_days,
    CAST(SUM(below_federal_2024_total_days) AS BIGINT) AS below_federal_2024_total_days,
    CAST(SUM(below_federal_2024_rn_days) AS BIGINT) AS below_federal_2024_rn_days,
    CAST(SUM(below_federal_2024_aide_days) AS BIGINT) AS below_federal_2024_aide_days,
    CAST(SUM(below_study_2001_total_days) AS BIGINT) AS below_study_2001_total_days,
    CAST(SUM(below_study_2001_rn_days) AS BIGINT) AS below_study_2001_rn_days,
    CASE
      WHEN MIN(lowest_residents) = MAX(highest_residents)
      AND MIN(lowest_residents) >= 20
      AND SUM(days_with_census) = SUM(days)
      AND SUM(days) = DATE_DIFF('DAY', month, CAST(DATE_ADD('MONTH', 1, month) AS DATE))
      THEN 1
      ELSE 0
    END AS same_census_months,
    CAST(SUM(days_with_census - unknown_census_days) AS BIGINT) AS observed_days,
    CAST(SUM(zero_census_hours) AS DECIMAL(18, 2)) AS zero_census_hours,
    CAST(SUM(CASE WHEN has_residents THEN days ELSE 0 END) AS BIGINT) AS days_with_residents,
    MIN(CASE WHEN has_residents THEN first_day END) AS first_resident_day,
    MAX(CASE WHEN has_residents THEN last_day END) AS last_resident_day,
    BOOL_OR(is_incomplete) AS is_incomplete,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.alike_days__candidate_{sha8} AS alike_days
  GROUP BY
    ccn,
    quarter,
    month
)
SELECT
  m.ccn,
  m.quarter,
  n.state,
  n.facility_name,
  m.month,
  CAST(COALESCE(u.cms_total_hours + x.cms_total_hours, u.cms_total_hours, x.cms_total_hours) AS DECIMAL(18, 2)) AS cms_total_hours,
  CAST(COALESCE(
    u.cms_total_employee_hours + x.cms_total_employee_hours,
    u.cms_total_employee_hours,
    x.cms_total_employee_hours
  ) AS DECIMAL(18, 2)) AS cms_total_employee_hours,
  CAST(COALESCE(
    u.cms_total_contract_hours + x.cms_total_contract_hours,
    u.cms_total_contract_hours,
    x.cms_total_contract_hours
  ) AS DECIMAL(18, 2)) AS cms_total_contract_hours,
  CAST(COALESCE(
    u.cms_total_weekend_hours + x.cms_total_weekend_hours,
    u.cms_total_weekend_hours,
    x.cms_total_weekend_hours
  ) AS DECIMAL(18, 2)) AS cms_total_weekend_hours,
  COALESCE(u.residents + x.cms_total_resident_days, u.residents, x.cms_total_resident_days) AS cms_total_resident_days,
  COALESCE(
    u.weekend_residents + x.cms_total_weekend_resident_days,
    u.weekend_residents,
    x.cms_total_weekend_resident_days
  ) AS cms_total_weekend_resident_days,
  COALESCE(u.days, 0) + COALESCE(x.cms_total_days_counted, 0) AS cms_total_days_counted,
  CAST(COALESCE(u.cms_rn_hours + x.cms_rn_hours, u.cms_rn_hours, x.cms_rn_hours) AS DECIMAL(18, 2)) AS cms_rn_hours,
  CAST(COALESCE(
    u.cms_rn_employee_hours + x.cms_rn_employee_hours,
    u.cms_rn_employee_hours,
    x.cms_rn_employee_hours
  ) AS DECIMAL(18, 2)) AS cms_rn_employee_hours,
  CAST(COALESCE(
    u.cms_rn_contract_hours + x.cms_rn_contract_hours,
    u.cms_rn_contract_hours,
    x.cms_rn_contract_hours
  ) AS DECIMAL(18, 2)) AS cms_rn_contract_hours,
  CAST(COALESCE(
    u.cms_rn_weekend_hours + x.cms_rn_weekend_hours,
    u.cms_rn_weekend_hours,
    x.cms_rn_weekend_hours
  ) AS DECIMAL(18, 2)) AS cms_rn_weekend_hours,
  COALESCE(u.residents + x.cms_rn_resident_days, u.residents, x.cms_rn_resident_days) AS cms_rn_resident_days,
  COALESCE(
    u.weekend_residents + x.cms_rn_weekend_resident_days,
    u.weekend_residents,
    x.cms_rn_weekend_resident_days
  ) AS cms_rn_weekend_resident_days,
  COALESCE(u.days, 0) + COALESCE(x.cms_rn_days_counted, 0) AS cms_rn_days_counted,
  CAST(COALESCE(u.cms_lpn_hours + x.cms_lpn_hours, u.cms_lpn_hours, x.cms_lpn_hours) AS DECIMAL(18, 2)) AS cms_lpn_hours,
  CAST(COALESCE(
    u.cms_lpn_employee_hours + x.cms_lpn_employee_hours,
    u.cms_lpn_employee_hours,
    x.cms_lpn_employee_hours
  ) AS DECIMAL(18, 2)) AS cms_lpn_employee_hours,
  CAST(COALESCE(
    u.cms_lpn_contract_hours + x.cms_lpn_contract_hours,
    u.cms_lpn_contract_hours,
    x.cms_lpn_contract_hours
  ) AS DECIMAL(18, 2)) AS cms_lpn_contract_hours,
  CAST(COALESCE(
    u.cms_lpn_weekend_hours + x.cms_lpn_weekend_hours,
    u.cms_lpn_weekend_hours,
    x.cms_lpn_weekend_hours
  ) AS DECIMAL(18, 2)) AS cms_lpn_weekend_hours,
  COALESCE(u.residents + x.cms_lpn_resident_days, u.residents, x.cms_lpn_resident_days) AS cms_lpn_resident_days,
  COALESCE(
    u.weekend_residents + x.cms_lpn_weekend_resident_days,
    u.weekend_residents,
    x.cms_lpn_weekend_resident_days
  ) AS cms_lpn_weekend_resident_days,
  COALESCE(u.days, 0) + COALESCE(x.cms_lpn_days_counted, 0) AS cms_lpn_days_counted,
  CAST(COALESCE(
    u.cms_licensed_hours + x.cms_licensed_hours,
    u.cms_licensed_hours,
    x.cms_licensed_hours
  ) AS DECIMAL(18, 2)) AS cms_licensed_hours,
  CAST(COALESCE(
    u.cms_licensed_employee_hours + x.cms_licensed_employee_hours,
    u.cms_licensed_employee_hours,
    x.cms_licensed_employee_hours
  ) AS DECIMAL(18, 2)) AS cms_licensed_employee_hours,
  CAST(COALESCE(
    u.cms_licensed_contract_hours + x.cms_licensed_contract_hours,
    u.cms_licensed_contract_hours,
    x.cms_licensed_contract_hours
  ) AS DECIMAL(18, 2)) AS cms_licensed_contract_hours,
  CAST(COALESCE(
    u.cms_licensed_weekend_hours + x.cms_licensed_weekend_hours,
    u.cms_licensed_weekend_hours,
    x.cms_licensed_weekend_hours
  ) AS DECIMAL(18, 2)) AS cms_licensed_weekend_hours,
  COALESCE(
    u.residents + x.cms_licensed_resident_days,
    u.residents,
    x.cms_licensed_resident_days
  ) AS cms_licensed_resident_days,
  COALESCE(
    u.weekend_residents + x.cms_licensed_weekend_resident_days,
    u.weekend_residents,
    x.cms_licensed_weekend_resident_days
  ) AS cms_licensed_weekend_resident_days,
  COALESCE(u.days, 0) + COALESCE(x.cms_licensed_days_counted, 0) AS cms_licensed_days_counted,
  CAST(COALESCE(u.cms_aide_hours + x.cms_aide_hours, u.cms_aide_hours, x.cms_aide_hours) AS DECIMAL(18, 2)) AS cms_aide_hours,
  CAST(COALESCE(
    u.cms_aide_employee_hours + x.cms_aide_employee_hours,
    u.cms_aide_employee_hours,
    x.cms_aide_employee_hours
  ) AS DECIMAL(18, 2)) AS cms_aide_employee_hours,
  CAST(COALESCE(
    u.cms_aide_contract_hours + x.cms_aide_contract_hours,
    u.cms_aide_contract_hours,
    x.cms_aide_contract_hours
  ) AS DECIMAL(18, 2)) AS cms_aide_contract_hours,
  CAST(COALESCE(
    u.cms_aide_weekend_hours + x.cms_aide_weekend_hours,
    u.cms_aide_weekend_hours,
    x.cms_aide_weekend_hours
  ) AS DECIMAL(18, 2)) AS cms_aide_weekend_hours,
  COALESCE(u.residents + x.cms_aide_resident_days, u.residents, x.cms_aide_resident_days) AS cms_aide_resident_days,
  COALESCE(
    u.weekend_residents + x.cms_aide_weekend_resident_days,
    u.weekend_residents,
    x.cms_aide_weekend_resident_days
  ) AS cms_aide_weekend_resident_days,
  COALESCE(u.days, 0) + COALESCE(x.cms_aide_days_counted, 0) AS cms_aide_days_counted,
  CAST(COALESCE(u.care_hours + x.care_hours, u.care_hours, x.care_hours) AS DECIMAL(18, 2)) AS care_hours,
  CAST(COALESCE(
    u.care_employee_hours + x.care_employee_hours,
    u.care_employee_hours,
    x.care_employee_hours
  ) AS DECIMAL(18, 2)) AS care_employee_hours,
  CAST(COALESCE(
    u.care_contract_hours + x.care_contract_hours,
    u.care_contract_hours,
    x.care_contract_hours
  ) AS DECIMAL(18, 2)) AS care_contract_hours,
  CAST(COALESCE(
    u.care_weekend_hours + x.care_weekend_hours,
    u.care_weekend_hours,
    x.care_weekend_hours
  ) AS DECIMAL(18, 2)) AS care_weekend_hours,
  COALESCE(u.residents + x.care_resident_days, u.residents, x.care_resident_days) AS care_resident_days,
  COALESCE(
    u.weekend_residents + x.care_weekend_resident_days,
    u.weekend_residents,
    x.care_weekend_resident_days
  ) AS care_weekend_resident_days,
  COALESCE(u.days, 0) + COALESCE(x.care_days_counted, 0) AS care_days_counted,
  CAST(COALESCE(u.rn_care_hours + x.rn_care_hours, u.rn_care_hours, x.rn_care_hours) AS DECIMAL(18, 2)) AS rn_care_hours,
  CAST(COALESCE(
    u.rn_care_employee_hours + x.rn_care_employee_hours,
    u.rn_care_employee_hours,
    x.rn_care_employee_hours
  ) AS DECIMAL(18, 2)) AS rn_care_employee_hours,
  CAST(COALESCE(
    u.rn_care_contract_hours + x.rn_care_contract_hours,
    u.rn_care_contract_hours,
    x.rn_care_contract_hours
  ) AS DECIMAL(18, 2)) AS rn_care_contract_hours,
  CAST(COALESCE(
    u.rn_care_weekend_hours + x.rn_care_weekend_hours,
    u.rn_care_weekend_hours,
    x.rn_care_weekend_hours
  ) AS DECIMAL(18, 2)) AS rn_care_weekend_hours,
  COALESCE(u.residents + x.rn_care_resident_days, u.residents, x.rn_care_resident_days) AS rn_care_resident_days,
  COALESCE(
    u.weekend_residents + x.rn_care_weekend_resident_days,
    u.weekend_residents,
    x.rn_care_weekend_resident_days
  ) AS rn_care_weekend_resident_days,
  COALESCE(u.days, 0) + COALESCE(x.rn_care_days_counted, 0) AS rn_care_days_counted,
  CAST(COALESCE(u.rn_lpn_cna_hours + x.rn_lpn_cna_hours, u.rn_lpn_cna_hours, x.rn_lpn_cna_hours) AS DECIMAL(18, 2)) AS rn_lpn_cna_hours,
  CAST(COALESCE(
    u.rn_lpn_cna_employee_hours + x.rn_lpn_cna_employee_hours,
    u.rn_lpn_cna_employee_hours,
    x.rn_lpn_cna_employee_hours
  ) AS DECIMAL(18, 2)) AS rn_lpn_cna_employee_hours,
  CAST(COALESCE(
    u.rn_lpn_cna_contract_hours + x.rn_lpn_cna_contract_hours,
    u.rn_lpn_cna_contract_hours,
    x.rn_lpn_cna_contract_hours
  ) AS DECIMAL(18, 2)) AS rn_lpn_cna_contract_hours,
  CAST(COALESCE(
    u.rn_lpn_cna_weekend_hours + x.rn_lpn_cna_weekend_hours,
    u.rn_lpn_cna_weekend_hours,
    x.rn_lpn_cna_weekend_hours
  ) AS DECIMAL(18, 2)) AS rn_lpn_cna_weekend_hours,
  COALESCE(u.residents + x.rn_lpn_cna_resident_days, u.residents, x.rn_lpn_cna_resident_days) AS rn_lpn_cna_resident_days,
  COALESCE(
    u.weekend_residents + x.rn_lpn_cna_weekend_resident_days,
    u.weekend_residents,
    x.rn_lpn_cna_weekend_resident_days
  ) AS rn_lpn_cna_weekend_resident_days,
  COALESCE(u.days, 0) + COALESCE(x.rn_lpn_cna_days_counted, 0) AS rn_lpn_cna_days_counted,
  CAST(COALESCE(u.role_rndon_hours + x.role_rndon_hours, u.role_rndon_hours, x.role_rndon_hours) AS DECIMAL(18, 2)) AS role_rndon_hours,
  CAST(COALESCE(
    u.role_rndon_employee_hours + x.role_rndon_employee_hours,
    u.role_rndon_employee_hours,
    x.role_rndon_employee_hours
  ) AS DECIMAL(18, 2)) AS role_rndon_employee_hours,
  CAST(COALESCE(
    u.role_rndon_contract_hours + x.role_rndon_contract_hours,
    u.role_rndon_contract_hours,
    x.role_rndon_contract_hours
  ) AS DECIMAL(18, 2)) AS role_rndon_contract_hours,
  CAST(COALESCE(
    u.role_rndon_weekend_hours + x.role_rndon_weekend_hours,
    u.role_rndon_weekend_hours,
    x.role_rndon_weekend_hours
  ) AS DECIMAL(18, 2)) AS role_rndon_weekend_hours,
  COALESCE(u.residents + x.role_rndon_resident_days, u.residents, x.role_rndon_resident_days) AS role_rndon_resident_days,
  COALESCE(
    u.weekend_residents + x.role_rndon_weekend_resident_days,
    u.weekend_residents,
    x.role_rndon_weekend_resident_days
  ) AS role_rndon_weekend_resident_days,
  COALESCE(u.days, 0) + COALESCE(x.role_rndon_days_counted, 0) AS role_rndon_days_counted,
  CAST(COALESCE(
    u.role_rnadmin_hours + x.role_rnadmin_hours,
    u.role_rnadmin_hours,
    x.role_rnadmin_hours
  ) AS DECIMAL(18, 2)) AS role_rnadmin_hours,
  CAST(COALESCE(
    u.role_rnadmin_employee_hours + x.role_rnadmin_employee_hours,
    u.role_rnadmin_employee_hours,
    x.role_rnadmin_employee_hours
  ) AS DECIMAL(18, 2)) AS role_rnadmin_employee_hours,
  CAST(COALESCE(
    u.role_rnadmin_contract_hours + x.role_rnadmin_contract_hours,
    u.role_rnadmin_contract_hours,
    x.role_rnadmin_contract_hours
  ) AS DECIMAL(18, 2)) AS role_rnadmin_contract_hours,
  CAST(COALESCE(
    u.role_rnadmin_weekend_hours + x.role_rnadmin_weekend_hours,
    u.role_rnadmin_weekend_hours,
    x.role_rnadmin_weekend_hours
  ) AS DECIMAL(18, 2)) AS role_rnadmin_weekend_hours,
  COALESCE(
    u.residents + x.role_rnadmin_resident_days,
    u.residents,
    x.role_rnadmin_resident_days
  ) AS role_rnadmin_resident_days,
  COALESCE(
    u.weekend_residents + x.role_rnadmin_weekend_resident_days,
    u.weekend_residents,
    x.role_rnadmin_weekend_resident_days
  ) AS role_rnadmin_weekend_resident_days,
  COALESCE(u.days, 0) + COALESCE(x.role_rnadmin_days_counted, 0) AS role_rnadmin_days_counted,
  CAST(COALESCE(u.role_rn_hours + x.role_rn_hours, u.role_rn_hours, x.role_rn_hours) AS DECIMAL(18, 2)) AS role_rn_hours,
  CAST(COALESCE(
    u.role_rn_employee_hours + x.role_rn_employee_hours,
    u.role_rn_employee_hours,
    x.role_rn_employee_hours
  ) AS DECIMAL(18, 2)) AS role_rn_employee_hours,
  CAST(COALESCE(
    u.role_rn_contract_hours + x.role_rn_contract_hours,
    u.role_rn_contract_hours,
    x.role_rn_contract_hours
  ) AS DECIMAL(18, 2)) AS role_rn_contract_hours,
  CAST(COALESCE(
    u.role_rn_weekend_hours + x.role_rn_weekend_hours,
    u.role_rn_weekend_hours,
    x.role_rn_weekend_hours
  ) AS DECIMAL(18, 2)) AS role_rn_weekend_hours,
  COALESCE(u.residents + x.role_rn_resident_days, u.residents, x.role_rn_resident_days) AS role_rn_resident_days,
  COALESCE(
    u.weekend_residents + x.role_rn_weekend_resident_days,
    u.weekend_residents,
    x.role_rn_weekend_resident_days
  ) AS role_rn_weekend_resident_days,
  COALESCE(u.days, 0) + COALESCE(x.role_rn_days_counted, 0) AS role_rn_days_counted,
  CAST(COALESCE(
    u.role_lpnadmin_hours + x.role_lpnadmin_hours,
    u.role_lpnadmin_hours,
    x.role_lpnadmin_hours
  ) AS DECIMAL(18, 2)) AS role_lpnadmin_hours,
  CAST(COALESCE(
    u.role_lpnadmin_employee_hours + x.role_lpnadmin_employee_hours,
    u.role_lpnadmin_employee_hours,
    x.role_lpnadmin_employee_hours
  ) AS DECIMAL(18, 2)) AS role_lpnadmin_employee_hours,
  CAST(COALESCE(
    u.role_lpnadmin_contract_hours + x.role_lpnadmin_contract_hours,
    u.role_lpnadmin_contract_hours,
    x.role_lpnadmin_contract_hours
  ) AS DECIMAL(18, 2)) AS role_lpnadmin_contract_hours,
  CAST(COALESCE(
    u.role_lpnadmin_weekend_hours + x.role_lpnadmin_weekend_hours,
    u.role_lpnadmin_weekend_hours,
    x.role_lpnadmin_weekend_hours
  ) AS DECIMAL(18, 2)) AS role_lpnadmin_weekend_hours,
  COALESCE(
    u.residents + x.role_lpnadmin_resident_days,
    u.residents,
    x.role_lpnadmin_resident_days
  ) AS role_lpnadmin_resident_days,
  COALESCE(
    u.weekend_residents + x.role_lpnadmin_weekend_resident_days,
    u.weekend_residents,
    x.role_lpnadmin_weekend_resident_days
  ) AS role_lpnadmin_weekend_resident_days,
  COALESCE(u.days, 0) + COALESCE(x.role_lpnadmin_days_counted, 0) AS role_lpnadmin_days_counted,
  CAST(COALESCE(u.role_lpn_hours + x.role_lpn_hours, u.role_lpn_hours, x.role_lpn_hours) AS DECIMAL(18, 2)) AS role_lpn_hours,
  CAST(COALESCE(
    u.role_lpn_employee_hours + x.role_lpn_employee_hours,
    u.role_lpn_employee_hours,
    x.role_lpn_employee_hours
  ) AS DECIMAL(18, 2)) AS role_lpn_employee_hours,
  CAST(COALESCE(
    u.role_lpn_contract_hours + x.role_lpn_contract_hours,
    u.role_lpn_contract_hours,
    x.role_lpn_contract_hours
  ) AS DECIMAL(18, 2)) AS role_lpn_contract_hours,
  CAST(COALESCE(
    u.role_lpn_weekend_hours + x.role_lpn_weekend_hours,
    u.role_lpn_weekend_hours,
    x.role_lpn_weekend_hours
  ) AS DECIMAL(18, 2)) AS role_lpn_weekend_hours,
  COALESCE(u.residents + x.role_lpn_resident_days, u.residents, x.role_lpn_resident_days) AS role_lpn_resident_days,
  COALESCE(
    u.weekend_residents + x.role_lpn_weekend_resident_days,
    u.weekend_residents,
    x.role_lpn_weekend_resident_days
  ) AS role_lpn_weekend_resident_days,
  COALESCE(u.days, 0) + COALESCE(x.role_lpn_days_counted, 0) AS role_lpn_days_counted,
  CAST(COALESCE(u.role_cna_hours + x.role_cna_hours, u.role_cna_hours, x.role_cna_hours) AS DECIMAL(18, 2)) AS role_cna_hours,
  CAST(COALESCE(
    u.role_cna_employee_hours + x.role_cna_employee_hours,
    u.role_cna_employee_hours,
    x.role_cna_employee_hours
  ) AS DECIMAL(18, 2)) AS role_cna_employee_hours,
  CAST(COALESCE(
    u.role_cna_contract_hours + x.role_cna_contract_hours,
    u.role_cna_contract_hours,
    x.role_cna_contract_hours
  ) AS DECIMAL(18, 2)) AS role_cna_contract_hours,
  CAST(COALESCE(
    u.role_cna_weekend_hours + x.role_cna_weekend_hours,
    u.role_cna_weekend_hours,
    x.role_cna_weekend_hours
  ) AS DECIMAL(18, 2)) AS role_cna_weekend_hours,
  COALESCE(u.residents + x.role_cna_resident_days, u.residents, x.role_cna_resident_days) AS role_cna_resident_days,
  COALESCE(
    u.weekend_residents + x.role_cna_weekend_resident_days,
    u.weekend_residents,
    x.role_cna_weekend_resident_days
  ) AS role_cna_weekend_resident_days,
  COALESCE(u.days, 0) + COALESCE(x.role_cna_days_counted, 0) AS role_cna_days_counted,
  CAST(COALESCE(u.role_natrn_hours + x.role_natrn_hours, u.role_natrn_hours, x.role_natrn_hours) AS DECIMAL(18, 2)) AS role_natrn_hours,
  CAST(COALESCE(
    u.role_natrn_employee_hours + x.role_natrn_employee_hours,
    u.role_natrn_employee_hours,
    x.role_natrn_employee_hours
  ) AS DECIMAL(18, 2)) AS role_natrn_employee_hours,
  CAST(COALESCE(
    u.role_natrn_contract_hours + x.role_natrn_contract_hours,
    u.role_natrn_contract_hours,
    x.role_natrn_contract_hours
  ) AS DECIMAL(18, 2)) AS role_natrn_contract_hours,
  CAST(COALESCE(
    u.role_natrn_weekend_hours + x.role_natrn_weekend_hours,
    u.role_natrn_weekend_hours,
    x.role_natrn_weekend_hours
  ) AS DECIMAL(18, 2)) AS role_natrn_weekend_hours,
  COALESCE(u.residents + x.role_natrn_resident_days, u.residents, x.role_natrn_resident_days) AS role_natrn_resident_days,
  COALESCE(
    u.weekend_residents + x.role_natrn_weekend_resident_days,
    u.weekend_residents,
    x.role_natrn_weekend_resident_days
  ) AS role_natrn_weekend_resident_days,
  COALESCE(u.days, 0) + COALESCE(x.role_natrn_days_counted, 0) AS role_natrn_days_counted,
  CAST(COALESCE(
    u.role_medaide_hours + x.role_medaide_hours,
    u.role_medaide_hours,
    x.role_medaide_hours
  ) AS DECIMAL(18, 2)) AS role_medaide_hours,
  CAST(COALESCE(
    u.role_medaide_employee_hours + x.role_medaide_employee_hours,
    u.role_medaide_employee_hours,
    x.role_medaide_employee_hours
  ) AS DECIMAL(18, 2)) AS role_medaide_employee_hours,
  CAST(COALESCE(
    u.role_medaide_contract_hours + x.role_medaide_contract_hours,
    u.role_medaide_contract_hours,
    x.role_medaide_contract_hours
  ) AS DECIMAL(18, 2)) AS role_medaide_contract_hours,
  CAST(COALESCE(
    u.role_medaide_weekend_hours + x.role_medaide_weekend_hours,
    u.role_medaide_weekend_hours,
    x.role_medaide_weekend_hours
  ) AS DECIMAL(18, 2)) AS role_medaide_weekend_hours,
  COALESCE(
    u.residents + x.role_medaide_resident_days,
    u.residents,
    x.role_medaide_resident_days
  ) AS role_medaide_resident_days,
  COALESCE(
    u.weekend_residents + x.role_medaide_weekend_resident_days,
    u.weekend_residents,
    x.role_medaide_weekend_resident_days
  ) AS role_medaide_weekend_resident_days,
  COALESCE(u.days, 0) + COALESCE(x.role_medaide_days_counted, 0) AS role_medaide_days_counted,
  m.days,
  m.observed_days,
  m.census_days,
  m.zero_census_days,
  m.zero_rn_days,
  m.under_8_rn_days,
  m.zero_staff_days,
  m.low_days,
  m.days_with_residents,
  m.below_federal_2024_total_days,
  m.below_federal_2024_rn_days,
  m.below_federal_2024_aide_days,
  m.below_study_2001_total_days,
  m.below_study_2001_rn_days,
  m.over_24_hprd_days,
  m.same_census_months,
  CAST(COALESCE(r.repeated_days, 0) AS BIGINT) AS repeated_days,
  m.zero_census_hours,
  m.first_resident_day,
  m.last_resident_day,
  m.is_incomplete,
  m.is_synthetic
FROM months AS m
JOIN named AS n
  ON m.ccn = n.ccn AND m.quarter = n.quarter
LEFT JOIN usual AS u
  ON m.ccn = u.ccn AND m.month = u.month
LEFT JOIN unusual AS x
  ON m.ccn = x.ccn AND m.month = x.month
LEFT JOIN repeated AS r
  ON m.ccn = r.ccn AND m.month = r.month;

-- discard
DROP TABLE IF EXISTS kerok_healthcare.staffing_by_month__candidate_{sha8};
