-- gold_daily_staffing_fact on trino: one row per facility per day

-- create
CREATE TABLE IF NOT EXISTS kerok_healthcare.gold_daily_staffing_fact (
  ccn varchar,
  work_date date,
  quarter varchar,
  state varchar,
  facility_name varchar,
  residents integer,
  rndon_hours decimal(9,2),
  rnadmin_hours decimal(9,2),
  rn_hours decimal(9,2),
  lpnadmin_hours decimal(9,2),
  lpn_hours decimal(9,2),
  cna_hours decimal(9,2),
  natrn_hours decimal(9,2),
  medaide_hours decimal(9,2),
  rndon_employee_hours decimal(9,2),
  rnadmin_employee_hours decimal(9,2),
  rn_employee_hours decimal(9,2),
  lpnadmin_employee_hours decimal(9,2),
  lpn_employee_hours decimal(9,2),
  cna_employee_hours decimal(9,2),
  natrn_employee_hours decimal(9,2),
  medaide_employee_hours decimal(9,2),
  rndon_contract_hours decimal(9,2),
  rnadmin_contract_hours decimal(9,2),
  rn_contract_hours decimal(9,2),
  lpnadmin_contract_hours decimal(9,2),
  lpn_contract_hours decimal(9,2),
  cna_contract_hours decimal(9,2),
  natrn_contract_hours decimal(9,2),
  medaide_contract_hours decimal(9,2),
  cms_total_hours decimal(18,2),
  cms_rn_hours decimal(18,2),
  cms_lpn_hours decimal(18,2),
  cms_licensed_hours decimal(18,2),
  cms_aide_hours decimal(18,2),
  care_hours decimal(18,2),
  rn_lpn_cna_hours decimal(18,2),
  is_incomplete boolean,
  is_synthetic boolean,
  flags varchar
)
WITH (format = 'PARQUET', format_version = 2, partitioning = ARRAY['quarter'], sorted_by = ARRAY['ccn', 'work_date']);

-- candidate
CREATE TABLE kerok_healthcare.gold_daily_staffing_fact__candidate_{sha8}
WITH (format = 'PARQUET', format_version = 2) AS
SELECT
  ccn, work_date, quarter, state, facility_name, residents, rndon_hours, rnadmin_hours, rn_hours, lpnadmin_hours, lpn_hours, cna_hours,
  natrn_hours, medaide_hours, rndon_employee_hours, rnadmin_employee_hours, rn_employee_hours, lpnadmin_employee_hours,
  lpn_employee_hours, cna_employee_hours, natrn_employee_hours, medaide_employee_hours, rndon_contract_hours, rnadmin_contract_hours,
  rn_contract_hours, lpnadmin_contract_hours, lpn_contract_hours, cna_contract_hours, natrn_contract_hours, medaide_contract_hours,
  cms_total_hours, cms_rn_hours, cms_lpn_hours, cms_licensed_hours, cms_aide_hours, care_hours, rn_lpn_cna_hours, is_incomplete,
  is_synthetic, flags
FROM (
WITH derived AS (
  SELECT
    ccn,
    work_date,
    quarter,
    state,
    facility_name,
    mds_census AS residents,
    COALESCE(
      hrs_rndon,
      CASE
        WHEN hrs_rndon_emp + hrs_rndon_ctr < 10000000
        THEN CAST(hrs_rndon_emp + hrs_rndon_ctr AS DECIMAL(9, 2))
      END
    ) AS rndon_hours,
    COALESCE(
      hrs_rndon_emp,
      CASE
        WHEN hrs_rndon >= hrs_rndon_ctr
        THEN CAST(hrs_rndon - hrs_rndon_ctr AS DECIMAL(9, 2))
      END
    ) AS rndon_employee_hours,
    COALESCE(
      hrs_rndon_ctr,
      CASE
        WHEN hrs_rndon >= hrs_rndon_emp
        THEN CAST(hrs_rndon - hrs_rndon_emp AS DECIMAL(9, 2))
      END
    ) AS rndon_contract_hours,
    COALESCE(
      hrs_rnadmin,
      CASE
        WHEN hrs_rnadmin_emp + hrs_rnadmin_ctr < 10000000
        THEN CAST(hrs_rnadmin_emp + hrs_rnadmin_ctr AS DECIMAL(9, 2))
      END
    ) AS rnadmin_hours,
    COALESCE(
      hrs_rnadmin_emp,
      CASE
        WHEN hrs_rnadmin >= hrs_rnadmin_ctr
        THEN CAST(hrs_rnadmin - hrs_rnadmin_ctr AS DECIMAL(9, 2))
      END
    ) AS rnadmin_employee_hours,
    COALESCE(
      hrs_rnadmin_ctr,
      CASE
        WHEN hrs_rnadmin >= hrs_rnadmin_emp
        THEN CAST(hrs_rnadmin - hrs_rnadmin_emp AS DECIMAL(9, 2))
      END
    ) AS rnadmin_contract_hours,
    COALESCE(
      hrs_rn,
      CASE
        WHEN hrs_rn_emp + hrs_rn_ctr < 10000000
        THEN CAST(hrs_rn_emp + hrs_rn_ctr AS DECIMAL(9, 2))
      END
    ) AS rn_hours,
    COALESCE(
      hrs_rn_emp,
      CASE WHEN hrs_rn >= hrs_rn_ctr THEN CAST(hrs_rn - hrs_rn_ctr AS DECIMAL(9, 2)) END
    ) AS rn_employee_hours,
    COALESCE(
      hrs_rn_ctr,
      CASE WHEN hrs_rn >= hrs_rn_emp THEN CAST(hrs_rn - hrs_rn_emp AS DECIMAL(9, 2)) END
    ) AS rn_contract_hours,
    COALESCE(
      hrs_lpnadmin,
      CASE
        WHEN hrs_lpnadmin_emp + hrs_lpnadmin_ctr < 10000000
        THEN CAST(hrs_lpnadmin_emp + hrs_lpnadmin_ctr AS DECIMAL(9, 2))
      END
    ) AS lpnadmin_hours,
    COALESCE(
      hrs_lpnadmin_emp,
      CASE
        WHEN hrs_lpnadmin >= hrs_lpnadmin_ctr
        THEN CAST(hrs_lpnadmin - hrs_lpnadmin_ctr AS DECIMAL(9, 2))
      END
    ) AS lpnadmin_employee_hours,
    COALESCE(
      hrs_lpnadmin_ctr,
      CASE
        WHEN hrs_lpnadmin >= hrs_lpnadmin_emp
        THEN CAST(hrs_lpnadmin - hrs_lpnadmin_emp AS DECIMAL(9, 2))
      END
    ) AS lpnadmin_contract_hours,
    COALESCE(
      hrs_lpn,
      CASE
        WHEN hrs_lpn_emp + hrs_lpn_ctr < 10000000
        THEN CAST(hrs_lpn_emp + hrs_lpn_ctr AS DECIMAL(9, 2))
      END
    ) AS lpn_hours,
    COALESCE(
      hrs_lpn_emp,
      CASE
        WHEN hrs_lpn >= hrs_lpn_ctr
        THEN CAST(hrs_lpn - hrs_lpn_ctr AS DECIMAL(9, 2))
      END
    ) AS lpn_employee_hours,
    COALESCE(
      hrs_lpn_ctr,
      CASE
        WHEN hrs_lpn >= hrs_lpn_emp
        THEN CAST(hrs_lpn - hrs_lpn_emp AS DECIMAL(9, 2))
      END
    ) AS lpn_contract_hours,
    COALESCE(
      hrs_cna,
      CASE
        WHEN hrs_cna_emp + hrs_cna_ctr < 10000000
        THEN CAST(hrs_cna_emp + hrs_cna_ctr AS DECIMAL(9, 2))
      END
    ) AS cna_hours,
    COALESCE(
      hrs_cna_emp,
      CASE
        WHEN hrs_cna >= hrs_cna_ctr
        THEN CAST(hrs_cna - hrs_cna_ctr AS DECIMAL(9, 2))
      END
    ) AS cna_employee_hours,
    COALESCE(
      hrs_cna_ctr,
      CASE
        WHEN hrs_cna >= hrs_cna_emp
        THEN CAST(hrs_cna - hrs_cna_emp AS DECIMAL(9, 2))
      END
    ) AS cna_contract_hours,
    COALESCE(
      hrs_natrn,
      CASE
        WHEN hrs_natrn_emp + hrs_natrn_ctr < 10000000
        THEN CAST(hrs_natrn_emp + hrs_natrn_ctr AS DECIMAL(9, 2))
      END
    ) AS natrn_hours,
    COALESCE(
      hrs_natrn_emp,
      CASE
        WHEN hrs_natrn >= hrs_natrn_ctr
        THEN CAST(hrs_natrn - hrs_natrn_ctr AS DECIMAL(9, 2))
      END
    ) AS natrn_employee_hours,
    COALESCE(
      hrs_natrn_ctr,
      CASE
        WHEN hrs_natrn >= hrs_natrn_emp
        THEN CAST(hrs_natrn - hrs_natrn_emp AS DECIMAL(9, 2))
      END
    ) AS natrn_contract_hours,
    COALESCE(
      hrs_medaide,
      CASE
        WHEN hrs_medaide_emp + hrs_medaide_ctr < 10000000
        THEN CAST(hrs_medaide_emp + hrs_medaide_ctr AS DECIMAL(9, 2))
      END
    ) AS medaide_hours,
    COALESCE(
      hrs_medaide_emp,
      CASE
        WHEN hrs_medaide >= hrs_medaide_ctr
        THEN CAST(hrs_medaide - hrs_medaide_ctr AS DECIMAL(9, 2))
      END
    ) AS medaide_employee_hours,
    COALESCE(
      hrs_medaide_ctr,
      CASE
        WHEN hrs_medaide >= hrs_medaide_emp
        THEN CAST(hrs_medaide - hrs_medaide_emp AS DECIMAL(9, 2))
      END
    ) AS medaide_contract_hours,
    is_incomplete,
    is_synthetic,
    flags,
    hrs_rndon,
    hrs_rndon_emp,
    hrs_rndon_ctr,
    hrs_rnadmin,
    hrs_rnadmin_emp,
    hrs_rnadmin_ctr,
    hrs_rn,
    hrs_rn_emp,
    hrs_rn_ctr,
    hrs_lpnadmin,
    hrs_lpnadmin_emp,
    hrs_lpnadmin_ctr,
    hrs_lpn,
    hrs_lpn_emp,
    hrs_lpn_ctr,
    hrs_cna,
    hrs_cna_emp,
    hrs_cna_ctr,
    hrs_natrn,
    hrs_natrn_emp,
    hrs_natrn_ctr,
    hrs_medaide,
    hrs_medaide_emp,
    hrs_medaide_ctr
  FROM (
    SELECT
      *
    FROM kerok_healthcare.silver_pbj_daily
    WHERE
      quarter IN ({partitions})
  ) AS silver_pbj_daily
)
SELECT
  ccn,
  work_date,
  quarter,
  state,
  facility_name,
  residents,
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
  CASE
    WHEN NOT rndon_employee_hours IS NULL
    AND NOT rndon_contract_hours IS NULL
    AND NOT rnadmin_employee_hours IS NULL
    AND NOT rnadmin_contract_hours IS NULL
    AND NOT rn_employee_hours IS NULL
    AND NOT rn_contract_hours IS NULL
    AND NOT lpnadmin_employee_hours IS NULL
    AND NOT lpnadmin_contract_hours IS NULL
    AND NOT lpn_employee_hours IS NULL
    AND NOT lpn_contract_hours IS NULL
    AND NOT cna_employee_hours IS NULL
    AND NOT cna_contract_hours IS NULL
    AND NOT natrn_employee_hours IS NULL
    AND NOT natrn_contract_hours IS NULL
    AND NOT medaide_employee_hours IS NULL
    AND NOT medaide_contract_hours IS NULL
    THEN CAST(rndon_hours + rnadmin_hours + rn_hours + lpnadmin_hours + lpn_hours + cna_hours + natrn_hours + medaide_hours AS DECIMAL(18, 2))
  END AS cms_total_hours,
  CASE
    WHEN NOT rndon_employee_hours IS NULL
    AND NOT rndon_contract_hours IS NULL
    AND NOT rnadmin_employee_hours IS NULL
    AND NOT rnadmin_contract_hours IS NULL
    AND NOT rn_employee_hours IS NULL
    AND NOT rn_contract_hours IS NULL
    THEN CAST(rndon_hours + rnadmin_hours + rn_hours AS DECIMAL(18, 2))
  END AS cms_rn_hours,
  CASE
    WHEN NOT lpnadmin_employee_hours IS NULL
    AND NOT lpnadmin_contract_hours IS NULL
    AND NOT lpn_employee_hours IS NULL
    AND NOT lpn_contract_hours IS NULL
    THEN CAST(lpnadmin_hours + lpn_hours AS DECIMAL(18, 2))
  END AS cms_lpn_hours,
  CASE
    WHEN NOT rndon_employee_hours IS NULL
    AND NOT rndon_contract_hours IS NULL
    AND NOT rnadmin_employee_hours IS NULL
    AND NOT rnadmin_contract_hours IS NULL
    AND NOT rn_employee_hours IS NULL
    AND NOT rn_contract_hours IS NULL
    AND NOT lpnadmin_employee_hours IS NULL
    AND NOT lpnadmin_contract_hours IS NULL
    AND NOT lpn_employee_hours IS NULL
    AND NOT lpn_contract_hours IS NULL
    THEN CAST(rndon_hours + rnadmin_hours + rn_hours + lpnadmin_hours + lpn_hours AS DECIMAL(18, 2))
  END AS cms_licensed_hours,
  CASE
    WHEN NOT cna_employee_hours IS NULL
    AND NOT cna_contract_hours IS NULL
    AND NOT natrn_employee_hours IS NULL
    AND NOT natrn_contract_hours IS NULL
    AND NOT medaide_employee_hours IS NULL
    AND NOT medaide_contract_hours IS NULL
    THEN CAST(cna_hours + natrn_hours + medaide_hours AS DECIMAL(18, 2))
  END AS cms_aide_hours,
  CASE
    WHEN NOT rn_employee_hours IS NULL
    AND NOT rn_contract_hours IS NULL
    AND NOT lpn_employee_hours IS NULL
    AND NOT lpn_contract_hours IS NULL
    AND NOT cna_employee_hours IS NULL
    AND NOT cna_contract_hours IS NULL
    AND NOT natrn_employee_hours IS NULL
    AND NOT natrn_contract_hours IS NULL
    AND NOT medaide_employee_hours IS NULL
    AND NOT medaide_contract_hours IS NULL
    THEN CAST(rn_hours + lpn_hours + cna_hours + natrn_hours + medaide_hours AS DECIMAL(18, 2))
  END AS care_hours,
  CASE
    WHEN NOT rn_employee_hours IS NULL
    AND NOT rn_contract_hours IS NULL
    AND NOT lpn_employee_hours IS NULL
    AND NOT lpn_contract_hours IS NULL
    AND NOT cna_employee_hours IS NULL
    AND NOT cna_contract_hours IS NULL
    THEN CAST(rn_hours + lpn_hours + cna_hours AS DECIMAL(18, 2))
  END AS rn_lpn_cna_hours,
  is_incomplete,
  is_synthetic,
  CASE
    WHEN flags LIKE '%hours_missing%'
    THEN NULLIF(
      ARRAY_JOIN(
        ARRAY_SORT(
          SPLIT(
            CONCAT_WS(
              ',',
              flags,
              CASE
                WHEN (
                  hrs_rndon IS NULL AND NOT rndon_hours IS NULL
                )
                OR (
                  hrs_rndon_emp IS NULL AND NOT rndon_employee_hours IS NULL
                )
                OR (
                  hrs_rndon_ctr IS NULL AND NOT rndon_contract_hours IS NULL
                )
                OR (
                  hrs_rnadmin IS NULL AND NOT rnadmin_hours IS NULL
                )
                OR (
                  hrs_rnadmin_emp IS NULL AND NOT rnadmin_employee_hours IS NULL
                )
                OR (
                  hrs_rnadmin_ctr IS NULL AND NOT rnadmin_contract_hours IS NULL
                )
                OR (
                  hrs_rn IS NULL AND NOT rn_hours IS NULL
                )
                OR (
                  hrs_rn_emp IS NULL AND NOT rn_employee_hours IS NULL
                )
                OR (
                  hrs_rn_ctr IS NULL AND NOT rn_contract_hours IS NULL
                )
                OR (
                  hrs_lpnadmin IS NULL AND NOT lpnadmin_hours IS NULL
                )
                OR (
                  hrs_lpnadmin_emp IS NULL AND NOT lpnadmin_employee_hours IS NULL
                )
                OR (
                  hrs_lpnadmin_ctr IS NULL AND NOT lpnadmin_contract_hours IS NULL
                )
                OR (
                  hrs_lpn IS NULL AND NOT lpn_hours IS NULL
                )
                OR (
                  hrs_lpn_emp IS NULL AND NOT lpn_employee_hours IS NULL
                )
                OR (
                  hrs_lpn_ctr IS NULL AND NOT lpn_contract_hours IS NULL
                )
                OR (
                  hrs_cna IS NULL AND NOT cna_hours IS NULL
                )
                OR (
                  hrs_cna_emp IS NULL AND NOT cna_employee_hours IS NULL
                )
                OR (
                  hrs_cna_ctr IS NULL AND NOT cna_contract_hours IS NULL
                )
                OR (
                  hrs_natrn IS NULL AND NOT natrn_hours IS NULL
                )
                OR (
                  hrs_natrn_emp IS NULL AND NOT natrn_employee_hours IS NULL
                )
                OR (
                  hrs_natrn_ctr IS NULL AND NOT natrn_contract_hours IS NULL
                )
                OR (
                  hrs_medaide IS NULL AND NOT medaide_hours IS NULL
                )
                OR (
                  hrs_medaide_emp IS NULL AND NOT medaide_employee_hours IS NULL
                )
                OR (
                  hrs_medaide_ctr IS NULL AND NOT medaide_contract_hours IS NULL
                )
                THEN 'hours_derived'
              END
            ),
            ','
          )
        ),
        ','
      ),
      ''
    )
    ELSE flags
  END AS flags
FROM derived
) AS computed
WHERE quarter IN ({partitions});

-- check key_is_unique
SELECT
  ccn,
  work_date
FROM kerok_healthcare.gold_daily_staffing_fact__candidate_{sha8}
GROUP BY
  ccn,
  work_date
HAVING
  COUNT(*) > 1;

-- check sets_add_up
SELECT
  ccn,
  work_date
FROM kerok_healthcare.gold_daily_staffing_fact__candidate_{sha8}
WHERE
  cms_total_hours <> cms_licensed_hours + cms_aide_hours
  OR cms_licensed_hours <> cms_rn_hours + cms_lpn_hours;

-- merge
MERGE INTO kerok_healthcare.gold_daily_staffing_fact AS t
USING (
  SELECT 'U' AS op,
    c.ccn, c.work_date, c.quarter, c.state, c.facility_name, c.residents, c.rndon_hours, c.rnadmin_hours, c.rn_hours, c.lpnadmin_hours,
    c.lpn_hours, c.cna_hours, c.natrn_hours, c.medaide_hours, c.rndon_employee_hours, c.rnadmin_employee_hours, c.rn_employee_hours,
    c.lpnadmin_employee_hours, c.lpn_employee_hours, c.cna_employee_hours, c.natrn_employee_hours, c.medaide_employee_hours,
    c.rndon_contract_hours, c.rnadmin_contract_hours, c.rn_contract_hours, c.lpnadmin_contract_hours, c.lpn_contract_hours,
    c.cna_contract_hours, c.natrn_contract_hours, c.medaide_contract_hours, c.cms_total_hours, c.cms_rn_hours, c.cms_lpn_hours,
    c.cms_licensed_hours, c.cms_aide_hours, c.care_hours, c.rn_lpn_cna_hours, c.is_incomplete, c.is_synthetic, c.flags
  FROM kerok_healthcare.gold_daily_staffing_fact__candidate_{sha8} AS c
  WHERE c.quarter IN ({partitions})
  UNION ALL
  SELECT 'D' AS op,
    t.ccn, t.work_date, NULL AS quarter, NULL AS state, NULL AS facility_name, NULL AS residents, NULL AS rndon_hours,
    NULL AS rnadmin_hours, NULL AS rn_hours, NULL AS lpnadmin_hours, NULL AS lpn_hours, NULL AS cna_hours, NULL AS natrn_hours,
    NULL AS medaide_hours, NULL AS rndon_employee_hours, NULL AS rnadmin_employee_hours, NULL AS rn_employee_hours,
    NULL AS lpnadmin_employee_hours, NULL AS lpn_employee_hours, NULL AS cna_employee_hours, NULL AS natrn_employee_hours,
    NULL AS medaide_employee_hours, NULL AS rndon_contract_hours, NULL AS rnadmin_contract_hours, NULL AS rn_contract_hours,
    NULL AS lpnadmin_contract_hours, NULL AS lpn_contract_hours, NULL AS cna_contract_hours, NULL AS natrn_contract_hours,
    NULL AS medaide_contract_hours, NULL AS cms_total_hours, NULL AS cms_rn_hours, NULL AS cms_lpn_hours, NULL AS cms_licensed_hours,
    NULL AS cms_aide_hours, NULL AS care_hours, NULL AS rn_lpn_cna_hours, NULL AS is_incomplete, NULL AS is_synthetic, NULL AS flags
  FROM kerok_healthcare.gold_daily_staffing_fact AS t
  LEFT JOIN kerok_healthcare.gold_daily_staffing_fact__candidate_{sha8} AS c ON c.ccn = t.ccn AND c.work_date = t.work_date
  WHERE t.quarter IN ({partitions}) AND c.ccn IS NULL
) AS s
ON t.quarter IN ({partitions}) AND t.ccn = s.ccn AND t.work_date = s.work_date
WHEN MATCHED AND s.op = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
  quarter = s.quarter, state = s.state, facility_name = s.facility_name, residents = s.residents, rndon_hours = s.rndon_hours,
  rnadmin_hours = s.rnadmin_hours, rn_hours = s.rn_hours, lpnadmin_hours = s.lpnadmin_hours, lpn_hours = s.lpn_hours,
  cna_hours = s.cna_hours, natrn_hours = s.natrn_hours, medaide_hours = s.medaide_hours, rndon_employee_hours = s.rndon_employee_hours,
  rnadmin_employee_hours = s.rnadmin_employee_hours, rn_employee_hours = s.rn_employee_hours,
  lpnadmin_employee_hours = s.lpnadmin_employee_hours, lpn_employee_hours = s.lpn_employee_hours,
  cna_employee_hours = s.cna_employee_hours, natrn_employee_hours = s.natrn_employee_hours,
  medaide_employee_hours = s.medaide_employee_hours, rndon_contract_hours = s.rndon_contract_hours,
  rnadmin_contract_hours = s.rnadmin_contract_hours, rn_contract_hours = s.rn_contract_hours,
  lpnadmin_contract_hours = s.lpnadmin_contract_hours, lpn_contract_hours = s.lpn_contract_hours,
  cna_contract_hours = s.cna_contract_hours, natrn_contract_hours = s.natrn_contract_hours,
  medaide_contract_hours = s.medaide_contract_hours, cms_total_hours = s.cms_total_hours, cms_rn_hours = s.cms_rn_hours,
  cms_lpn_hours = s.cms_lpn_hours, cms_licensed_hours = s.cms_licensed_hours, cms_aide_hours = s.cms_aide_hours,
  care_hours = s.care_hours, rn_lpn_cna_hours = s.rn_lpn_cna_hours, is_incomplete = s.is_incomplete, is_synthetic = s.is_synthetic,
  flags = s.flags
WHEN NOT MATCHED AND s.op <> 'D' THEN INSERT (
  ccn, work_date, quarter, state, facility_name, residents, rndon_hours, rnadmin_hours, rn_hours, lpnadmin_hours, lpn_hours, cna_hours,
  natrn_hours, medaide_hours, rndon_employee_hours, rnadmin_employee_hours, rn_employee_hours, lpnadmin_employee_hours,
  lpn_employee_hours, cna_employee_hours, natrn_employee_hours, medaide_employee_hours, rndon_contract_hours, rnadmin_contract_hours,
  rn_contract_hours, lpnadmin_contract_hours, lpn_contract_hours, cna_contract_hours, natrn_contract_hours, medaide_contract_hours,
  cms_total_hours, cms_rn_hours, cms_lpn_hours, cms_licensed_hours, cms_aide_hours, care_hours, rn_lpn_cna_hours, is_incomplete,
  is_synthetic, flags
) VALUES (
  s.ccn, s.work_date, s.quarter, s.state, s.facility_name, s.residents, s.rndon_hours, s.rnadmin_hours, s.rn_hours, s.lpnadmin_hours,
  s.lpn_hours, s.cna_hours, s.natrn_hours, s.medaide_hours, s.rndon_employee_hours, s.rnadmin_employee_hours, s.rn_employee_hours,
  s.lpnadmin_employee_hours, s.lpn_employee_hours, s.cna_employee_hours, s.natrn_employee_hours, s.medaide_employee_hours,
  s.rndon_contract_hours, s.rnadmin_contract_hours, s.rn_contract_hours, s.lpnadmin_contract_hours, s.lpn_contract_hours,
  s.cna_contract_hours, s.natrn_contract_hours, s.medaide_contract_hours, s.cms_total_hours, s.cms_rn_hours, s.cms_lpn_hours,
  s.cms_licensed_hours, s.cms_aide_hours, s.care_hours, s.rn_lpn_cna_hours, s.is_incomplete, s.is_synthetic, s.flags
);

-- discard
DROP TABLE IF EXISTS kerok_healthcare.gold_daily_staffing_fact__candidate_{sha8};

-- optimize
ALTER TABLE kerok_healthcare.gold_daily_staffing_fact EXECUTE optimize WHERE quarter IN ({partitions});

-- expire
ALTER TABLE kerok_healthcare.gold_daily_staffing_fact EXECUTE expire_snapshots(retention_threshold => '7d');
