-- silver_pbj_daily on trino: one row per facility per day, the live row

-- create
CREATE TABLE IF NOT EXISTS kerok_healthcare.silver_pbj_daily (
  ccn varchar,
  work_date date,
  quarter varchar,
  state varchar,
  county_fips varchar,
  facility_name varchar,
  city varchar,
  county_name varchar,
  mds_census integer,
  hrs_rndon decimal(9,2),
  hrs_rnadmin decimal(9,2),
  hrs_rn decimal(9,2),
  hrs_lpnadmin decimal(9,2),
  hrs_lpn decimal(9,2),
  hrs_cna decimal(9,2),
  hrs_natrn decimal(9,2),
  hrs_medaide decimal(9,2),
  hrs_rndon_emp decimal(9,2),
  hrs_rnadmin_emp decimal(9,2),
  hrs_rn_emp decimal(9,2),
  hrs_lpnadmin_emp decimal(9,2),
  hrs_lpn_emp decimal(9,2),
  hrs_cna_emp decimal(9,2),
  hrs_natrn_emp decimal(9,2),
  hrs_medaide_emp decimal(9,2),
  hrs_rndon_ctr decimal(9,2),
  hrs_rnadmin_ctr decimal(9,2),
  hrs_rn_ctr decimal(9,2),
  hrs_lpnadmin_ctr decimal(9,2),
  hrs_lpn_ctr decimal(9,2),
  hrs_cna_ctr decimal(9,2),
  hrs_natrn_ctr decimal(9,2),
  hrs_medaide_ctr decimal(9,2),
  is_incomplete boolean,
  is_synthetic boolean,
  flags varchar,
  unreadable_cells varchar,
  file_sha256 varchar
)
WITH (format = 'PARQUET', format_version = 2, partitioning = ARRAY['quarter'], sorted_by = ARRAY['ccn', 'work_date']);

-- candidate
CREATE TABLE kerok_healthcare.silver_pbj_daily__candidate_{sha8}
WITH (format = 'PARQUET', format_version = 2) AS
SELECT
  ccn, work_date, quarter, state, county_fips, facility_name, city, county_name, mds_census, hrs_rndon, hrs_rnadmin, hrs_rn, hrs_lpnadmin,
  hrs_lpn, hrs_cna, hrs_natrn, hrs_medaide, hrs_rndon_emp, hrs_rnadmin_emp, hrs_rn_emp, hrs_lpnadmin_emp, hrs_lpn_emp, hrs_cna_emp,
  hrs_natrn_emp, hrs_medaide_emp, hrs_rndon_ctr, hrs_rnadmin_ctr, hrs_rn_ctr, hrs_lpnadmin_ctr, hrs_lpn_ctr, hrs_cna_ctr, hrs_natrn_ctr,
  hrs_medaide_ctr, is_incomplete, is_synthetic, flags, unreadable_cells, file_sha256
FROM (
WITH read_pbj AS (
  WITH cleaned AS (
    SELECT
      file_sha256,
      row_number,
      raw,
      structure_error,
      kerok_synthetic,
      NULLIF(
        REGEXP_REPLACE(provnum, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS provnum,
      TRANSLATE(
        NULLIF(
          REGEXP_REPLACE(provnum, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ),
        'abcdefghijklmnopqrstuvwxyz',
        'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
      ) AS ccn_text,
      NULLIF(
        REGEXP_REPLACE(provname, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS facility_name,
      NULLIF(REGEXP_REPLACE(city, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''), '') AS city,
      NULLIF(REGEXP_REPLACE(state, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''), '') AS state_raw,
      TRANSLATE(
        NULLIF(REGEXP_REPLACE(state, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''), ''),
        'abcdefghijklmnopqrstuvwxyz',
        'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
      ) AS state_text,
      NULLIF(
        REGEXP_REPLACE(county_name, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS county_name,
      NULLIF(
        REGEXP_REPLACE(county_fips, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS fips_text,
      NULLIF(REGEXP_REPLACE(cy_qtr, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''), '') AS quarter_raw,
      TRANSLATE(
        NULLIF(REGEXP_REPLACE(cy_qtr, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''), ''),
        'abcdefghijklmnopqrstuvwxyz',
        'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
      ) AS quarter_text,
      NULLIF(
        REGEXP_REPLACE(workdate, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS day_text,
      NULLIF(
        REGEXP_REPLACE(mdscensus, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS census_text,
      TRANSLATE(
        NULLIF(
          REGEXP_REPLACE(incomplete, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ),
        'abcdefghijklmnopqrstuvwxyz',
        'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
      ) AS incomplete_text,
      NULLIF(
        REGEXP_REPLACE(hrs_rndon, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_rndon,
      NULLIF(
        REGEXP_REPLACE(hrs_rndon_emp, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_rndon_emp,
      NULLIF(
        REGEXP_REPLACE(hrs_rndon_ctr, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_rndon_ctr,
      NULLIF(
        REGEXP_REPLACE(hrs_rnadmin, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_rnadmin,
      NULLIF(
        REGEXP_REPLACE(hrs_rnadmin_emp, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_rnadmin_emp,
      NULLIF(
        REGEXP_REPLACE(hrs_rnadmin_ctr, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_rnadmin_ctr,
      NULLIF(REGEXP_REPLACE(hrs_rn, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''), '') AS hrs_rn,
      NULLIF(
        REGEXP_REPLACE(hrs_rn_emp, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_rn_emp,
      NULLIF(
        REGEXP_REPLACE(hrs_rn_ctr, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_rn_ctr,
      NULLIF(
        REGEXP_REPLACE(hrs_lpnadmin, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_lpnadmin,
      NULLIF(
        REGEXP_REPLACE(hrs_lpnadmin_emp, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_lpnadmin_emp,
      NULLIF(
        REGEXP_REPLACE(hrs_lpnadmin_ctr, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_lpnadmin_ctr,
      NULLIF(
        REGEXP_REPLACE(hrs_lpn, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_lpn,
      NULLIF(
        REGEXP_REPLACE(hrs_lpn_emp, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_lpn_emp,
      NULLIF(
        REGEXP_REPLACE(hrs_lpn_ctr, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_lpn_ctr,
      NULLIF(
        REGEXP_REPLACE(hrs_cna, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_cna,
      NULLIF(
        REGEXP_REPLACE(hrs_cna_emp, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_cna_emp,
      NULLIF(
        REGEXP_REPLACE(hrs_cna_ctr, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_cna_ctr,
      NULLIF(
        REGEXP_REPLACE(hrs_natrn, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_natrn,
      NULLIF(
        REGEXP_REPLACE(hrs_natrn_emp, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_natrn_emp,
      NULLIF(
        REGEXP_REPLACE(hrs_natrn_ctr, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_natrn_ctr,
      NULLIF(
        REGEXP_REPLACE(hrs_medaide, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_medaide,
      NULLIF(
        REGEXP_REPLACE(hrs_medaide_emp, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_medaide_emp,
      NULLIF(
        REGEXP_REPLACE(hrs_medaide_ctr, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS hrs_medaide_ctr
    FROM (
      SELECT
        *
      FROM kerok_healthcare.staged_pbj
      WHERE
        file_sha256 = '{file_sha256}'
    ) AS staged_pbj
  ), typed AS (
    SELECT
      file_sha256,
      row_number,
      raw,
      structure_error,
      provnum,
      facility_name,
      city,
      county_name,
      CASE
        WHEN (
          REGEXP_LIKE(ccn_text, '^[0-9]{2}[0-9A-Z][0-9]{3}\z')
          AND SUBSTR(ccn_text, 1, 2) <> '00'
        )
        THEN ccn_text
        WHEN REGEXP_LIKE(ccn_text, '^[1-9][0-9]{4}\z')
        AND '0' || SUBSTR(ccn_text, 1, 1) || ':' || state_text IN (
          '01:AL',
          '02:AK',
          '03:AZ',
          '04:AR',
          '05:CA',
          '06:CO',
          '07:CT',
          '08:DE',
          '09:DC',
          '10:FL',
          '11:GA',
          '12:HI',
          '13:ID',
          '14:IL',
          '15:IN',
          '16:IA',
          '17:KS',
          '18:KY',
          '19:LA',
          '20:ME',
          '21:MD',
          '22:MA',
          '23:MI',
          '24:MN',
          '25:MS',
          '26:MO',
          '27:MT',
          '28:NE',
          '29:NV',
          '30:NH',
          '31:NJ',
          '32:NM',
          '33:NY',
          '34:NC',
          '35:ND',
          '36:OH',
          '37:OK',
          '38:OR',
          '39:PA',
          '40:PR',
          '41:RI',
          '42:SC',
          '43:SD',
          '44:TN',
          '45:TX',
          '46:UT',
          '47:VT',
          '48:VI',
          '49:VA',
          '50:WA',
          '51:WV',
          '52:WI',
          '53:WY',
          '55:CA',
          '64:AS',
          '65:GU',
          '65:HI',
          '66:MP',
          '67:TX',
          '68:FL',
          '69:FL',
          '70:KS',
          '71:LA',
          '72:OH',
          '73:PA',
          '74:TX',
          '75:CA',
          '76:IA',
          '77:MN',
          '80:MD',
          '92:CA',
          ''
        )
        THEN '0' || ccn_text
      END AS ccn,
      CASE
        WHEN REGEXP_LIKE(day_text, '^20[0-9]{6}\z')
        THEN TRY_CAST(SUBSTR(day_text, 1, 4) || '-' || SUBSTR(day_text, 5, 2) || '-' || SUBSTR(day_text, 7, 2) AS DATE)
      END AS work_date,
      day_text,
      CASE WHEN REGEXP_LIKE(quarter_text, '^20[0-9]{2}Q[1-4]\z') THEN quarter_text END AS stated_quarter,
      quarter_raw,
      CASE WHEN REGEXP_LIKE(state_text, '^[A-Z]{2}\z') THEN state_text END AS state,
      state_raw,
      CASE WHEN REGEXP_LIKE(fips_text, '^[0-9]{1,3}\z') THEN LPAD(fips_text, 3, '0') END AS county_fips,
      fips_text,
      CASE
        WHEN REGEXP_LIKE(census_text, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(census_text AS DECIMAL(12, 2)) AS INTEGER)
      END AS mds_census,
      census_text,
      NOT COALESCE(incomplete_text, '') IN ('', '0', 'N', 'NO', 'FALSE') AS is_incomplete,
      COALESCE(
        NULLIF(
          REGEXP_REPLACE(kerok_synthetic, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ),
        '0'
      ) <> '0' AS is_synthetic,
      CASE
        WHEN REGEXP_LIKE(hrs_rndon, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_rndon AS DECIMAL(9, 2))
      END AS hrs_rndon,
      hrs_rndon AS hrs_rndon_text,
      CASE
        WHEN REGEXP_LIKE(hrs_rndon_emp, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_rndon_emp AS DECIMAL(9, 2))
      END AS hrs_rndon_emp,
      hrs_rndon_emp AS hrs_rndon_emp_text,
      CASE
        WHEN REGEXP_LIKE(hrs_rndon_ctr, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_rndon_ctr AS DECIMAL(9, 2))
      END AS hrs_rndon_ctr,
      hrs_rndon_ctr AS hrs_rndon_ctr_text,
      CASE
        WHEN REGEXP_LIKE(hrs_rnadmin, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_rnadmin AS DECIMAL(9, 2))
      END AS hrs_rnadmin,
      hrs_rnadmin AS hrs_rnadmin_text,
      CASE
        WHEN REGEXP_LIKE(hrs_rnadmin_emp, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_rnadmin_emp AS DECIMAL(9, 2))
      END AS hrs_rnadmin_emp,
      hrs_rnadmin_emp AS hrs_rnadmin_emp_text,
      CASE
        WHEN REGEXP_LIKE(hrs_rnadmin_ctr, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_rnadmin_ctr AS DECIMAL(9, 2))
      END AS hrs_rnadmin_ctr,
      hrs_rnadmin_ctr AS hrs_rnadmin_ctr_text,
      CASE
        WHEN REGEXP_LIKE(hrs_rn, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_rn AS DECIMAL(9, 2))
      END AS hrs_rn,
      hrs_rn AS hrs_rn_text,
      CASE
        WHEN REGEXP_LIKE(hrs_rn_emp, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_rn_emp AS DECIMAL(9, 2))
      END AS hrs_rn_emp,
      hrs_rn_emp AS hrs_rn_emp_text,
      CASE
        WHEN REGEXP_LIKE(hrs_rn_ctr, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_rn_ctr AS DECIMAL(9, 2))
      END AS hrs_rn_ctr,
      hrs_rn_ctr AS hrs_rn_ctr_text,
      CASE
        WHEN REGEXP_LIKE(hrs_lpnadmin, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_lpnadmin AS DECIMAL(9, 2))
      END AS hrs_lpnadmin,
      hrs_lpnadmin AS hrs_lpnadmin_text,
      CASE
        WHEN REGEXP_LIKE(hrs_lpnadmin_emp, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_lpnadmin_emp AS DECIMAL(9, 2))
      END AS hrs_lpnadmin_emp,
      hrs_lpnadmin_emp AS hrs_lpnadmin_emp_text,
      CASE
        WHEN REGEXP_LIKE(hrs_lpnadmin_ctr, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_lpnadmin_ctr AS DECIMAL(9, 2))
      END AS hrs_lpnadmin_ctr,
      hrs_lpnadmin_ctr AS hrs_lpnadmin_ctr_text,
      CASE
        WHEN REGEXP_LIKE(hrs_lpn, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_lpn AS DECIMAL(9, 2))
      END AS hrs_lpn,
      hrs_lpn AS hrs_lpn_text,
      CASE
        WHEN REGEXP_LIKE(hrs_lpn_emp, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_lpn_emp AS DECIMAL(9, 2))
      END AS hrs_lpn_emp,
      hrs_lpn_emp AS hrs_lpn_emp_text,
      CASE
        WHEN REGEXP_LIKE(hrs_lpn_ctr, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_lpn_ctr AS DECIMAL(9, 2))
      END AS hrs_lpn_ctr,
      hrs_lpn_ctr AS hrs_lpn_ctr_text,
      CASE
        WHEN REGEXP_LIKE(hrs_cna, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_cna AS DECIMAL(9, 2))
      END AS hrs_cna,
      hrs_cna AS hrs_cna_text,
      CASE
        WHEN REGEXP_LIKE(hrs_cna_emp, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_cna_emp AS DECIMAL(9, 2))
      END AS hrs_cna_emp,
      hrs_cna_emp AS hrs_cna_emp_text,
      CASE
        WHEN REGEXP_LIKE(hrs_cna_ctr, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_cna_ctr AS DECIMAL(9, 2))
      END AS hrs_cna_ctr,
      hrs_cna_ctr AS hrs_cna_ctr_text,
      CASE
        WHEN REGEXP_LIKE(hrs_natrn, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_natrn AS DECIMAL(9, 2))
      END AS hrs_natrn,
      hrs_natrn AS hrs_natrn_text,
      CASE
        WHEN REGEXP_LIKE(hrs_natrn_emp, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_natrn_emp AS DECIMAL(9, 2))
      END AS hrs_natrn_emp,
      hrs_natrn_emp AS hrs_natrn_emp_text,
      CASE
        WHEN REGEXP_LIKE(hrs_natrn_ctr, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_natrn_ctr AS DECIMAL(9, 2))
      END AS hrs_natrn_ctr,
      hrs_natrn_ctr AS hrs_natrn_ctr_text,
      CASE
        WHEN REGEXP_LIKE(hrs_medaide, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_medaide AS DECIMAL(9, 2))
      END AS hrs_medaide,
      hrs_medaide AS hrs_medaide_text,
      CASE
        WHEN REGEXP_LIKE(hrs_medaide_emp, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_medaide_emp AS DECIMAL(9, 2))
      END AS hrs_medaide_emp,
      hrs_medaide_emp AS hrs_medaide_emp_text,
      CASE
        WHEN REGEXP_LIKE(hrs_medaide_ctr, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(hrs_medaide_ctr AS DECIMAL(9, 2))
      END AS hrs_medaide_ctr,
      hrs_medaide_ctr AS hrs_medaide_ctr_text
    FROM cleaned
  )
  SELECT
    file_sha256,
    row_number,
    raw,
    ccn,
    work_date,
    COALESCE(
      stated_quarter,
      (
        CAST(YEAR(work_date) AS VARCHAR) || 'Q' || CAST(QUARTER(work_date) AS VARCHAR)
      )
    ) AS quarter,
    state,
    county_fips,
    facility_name,
    city,
    county_name,
    mds_census,
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
    hrs_medaide_ctr,
    is_incomplete,
    is_synthetic,
    CASE
      WHEN NOT structure_error IS NULL
      THEN structure_error
      ELSE NULLIF(
        CONCAT_WS(
          ',',
          CASE WHEN provnum IS NULL THEN 'ccn_missing' END,
          CASE WHEN NOT provnum IS NULL AND ccn IS NULL THEN 'ccn_unreadable' END,
          CASE
            WHEN hrs_cna_ctr IS NULL AND NOT hrs_cna_ctr_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_cna_ctr_text, '^-[0-9.]+\z')
              THEN 'hrs_cna_ctr_negative'
              ELSE 'hrs_cna_ctr_unreadable'
            END
          END,
          CASE
            WHEN hrs_cna_emp IS NULL AND NOT hrs_cna_emp_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_cna_emp_text, '^-[0-9.]+\z')
              THEN 'hrs_cna_emp_negative'
              ELSE 'hrs_cna_emp_unreadable'
            END
          END,
          CASE
            WHEN hrs_cna IS NULL AND NOT hrs_cna_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_cna_text, '^-[0-9.]+\z')
              THEN 'hrs_cna_negative'
              ELSE 'hrs_cna_unreadable'
            END
          END,
          CASE
            WHEN hrs_lpn_ctr IS NULL AND NOT hrs_lpn_ctr_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_lpn_ctr_text, '^-[0-9.]+\z')
              THEN 'hrs_lpn_ctr_negative'
              ELSE 'hrs_lpn_ctr_unreadable'
            END
          END,
          CASE
            WHEN hrs_lpn_emp IS NULL AND NOT hrs_lpn_emp_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_lpn_emp_text, '^-[0-9.]+\z')
              THEN 'hrs_lpn_emp_negative'
              ELSE 'hrs_lpn_emp_unreadable'
            END
          END,
          CASE
            WHEN hrs_lpn IS NULL AND NOT hrs_lpn_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_lpn_text, '^-[0-9.]+\z')
              THEN 'hrs_lpn_negative'
              ELSE 'hrs_lpn_unreadable'
            END
          END,
          CASE
            WHEN hrs_lpnadmin_ctr IS NULL AND NOT hrs_lpnadmin_ctr_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_lpnadmin_ctr_text, '^-[0-9.]+\z')
              THEN 'hrs_lpnadmin_ctr_negative'
              ELSE 'hrs_lpnadmin_ctr_unreadable'
            END
          END,
          CASE
            WHEN hrs_lpnadmin_emp IS NULL AND NOT hrs_lpnadmin_emp_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_lpnadmin_emp_text, '^-[0-9.]+\z')
              THEN 'hrs_lpnadmin_emp_negative'
              ELSE 'hrs_lpnadmin_emp_unreadable'
            END
          END,
          CASE
            WHEN hrs_lpnadmin IS NULL AND NOT hrs_lpnadmin_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_lpnadmin_text, '^-[0-9.]+\z')
              THEN 'hrs_lpnadmin_negative'
              ELSE 'hrs_lpnadmin_unreadable'
            END
          END,
          CASE
            WHEN hrs_medaide_ctr IS NULL AND NOT hrs_medaide_ctr_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_medaide_ctr_text, '^-[0-9.]+\z')
              THEN 'hrs_medaide_ctr_negative'
              ELSE 'hrs_medaide_ctr_unreadable'
            END
          END,
          CASE
            WHEN hrs_medaide_emp IS NULL AND NOT hrs_medaide_emp_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_medaide_emp_text, '^-[0-9.]+\z')
              THEN 'hrs_medaide_emp_negative'
              ELSE 'hrs_medaide_emp_unreadable'
            END
          END,
          CASE
            WHEN hrs_medaide IS NULL AND NOT hrs_medaide_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_medaide_text, '^-[0-9.]+\z')
              THEN 'hrs_medaide_negative'
              ELSE 'hrs_medaide_unreadable'
            END
          END,
          CASE
            WHEN hrs_natrn_ctr IS NULL AND NOT hrs_natrn_ctr_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_natrn_ctr_text, '^-[0-9.]+\z')
              THEN 'hrs_natrn_ctr_negative'
              ELSE 'hrs_natrn_ctr_unreadable'
            END
          END,
          CASE
            WHEN hrs_natrn_emp IS NULL AND NOT hrs_natrn_emp_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_natrn_emp_text, '^-[0-9.]+\z')
              THEN 'hrs_natrn_emp_negative'
              ELSE 'hrs_natrn_emp_unreadable'
            END
          END,
          CASE
            WHEN hrs_natrn IS NULL AND NOT hrs_natrn_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_natrn_text, '^-[0-9.]+\z')
              THEN 'hrs_natrn_negative'
              ELSE 'hrs_natrn_unreadable'
            END
          END,
          CASE
            WHEN hrs_rn_ctr IS NULL AND NOT hrs_rn_ctr_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_rn_ctr_text, '^-[0-9.]+\z')
              THEN 'hrs_rn_ctr_negative'
              ELSE 'hrs_rn_ctr_unreadable'
            END
          END,
          CASE
            WHEN hrs_rn_emp IS NULL AND NOT hrs_rn_emp_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_rn_emp_text, '^-[0-9.]+\z')
              THEN 'hrs_rn_emp_negative'
              ELSE 'hrs_rn_emp_unreadable'
            END
          END,
          CASE
            WHEN hrs_rn IS NULL AND NOT hrs_rn_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_rn_text, '^-[0-9.]+\z')
              THEN 'hrs_rn_negative'
              ELSE 'hrs_rn_unreadable'
            END
          END,
          CASE
            WHEN hrs_rnadmin_ctr IS NULL AND NOT hrs_rnadmin_ctr_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_rnadmin_ctr_text, '^-[0-9.]+\z')
              THEN 'hrs_rnadmin_ctr_negative'
              ELSE 'hrs_rnadmin_ctr_unreadable'
            END
          END,
          CASE
            WHEN hrs_rnadmin_emp IS NULL AND NOT hrs_rnadmin_emp_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_rnadmin_emp_text, '^-[0-9.]+\z')
              THEN 'hrs_rnadmin_emp_negative'
              ELSE 'hrs_rnadmin_emp_unreadable'
            END
          END,
          CASE
            WHEN hrs_rnadmin IS NULL AND NOT hrs_rnadmin_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_rnadmin_text, '^-[0-9.]+\z')
              THEN 'hrs_rnadmin_negative'
              ELSE 'hrs_rnadmin_unreadable'
            END
          END,
          CASE
            WHEN hrs_rndon_ctr IS NULL AND NOT hrs_rndon_ctr_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_rndon_ctr_text, '^-[0-9.]+\z')
              THEN 'hrs_rndon_ctr_negative'
              ELSE 'hrs_rndon_ctr_unreadable'
            END
          END,
          CASE
            WHEN hrs_rndon_emp IS NULL AND NOT hrs_rndon_emp_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_rndon_emp_text, '^-[0-9.]+\z')
              THEN 'hrs_rndon_emp_negative'
              ELSE 'hrs_rndon_emp_unreadable'
            END
          END,
          CASE
            WHEN hrs_rndon IS NULL AND NOT hrs_rndon_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(hrs_rndon_text, '^-[0-9.]+\z')
              THEN 'hrs_rndon_negative'
              ELSE 'hrs_rndon_unreadable'
            END
          END,
          CASE
            WHEN mds_census IS NULL AND NOT census_text IS NULL
            THEN CASE
              WHEN REGEXP_LIKE(census_text, '^-[0-9.]+\z')
              THEN 'mds_census_negative'
              ELSE 'mds_census_unreadable'
            END
          END,
          CASE WHEN day_text IS NULL THEN 'work_date_missing' END,
          CASE
            WHEN NOT stated_quarter IS NULL
            AND NOT work_date IS NULL
            AND stated_quarter <> (
              CAST(YEAR(work_date) AS VARCHAR) || 'Q' || CAST(QUARTER(work_date) AS VARCHAR)
            )
            THEN 'work_date_outside_quarter'
          END,
          CASE
            WHEN NOT day_text IS NULL AND work_date IS NULL
            THEN 'work_date_unreadable'
          END
        ),
        ''
      )
    END AS reasons,
    NULLIF(
      CONCAT_WS(
        ',',
        CASE
          WHEN NOT is_synthetic
          AND NOT SUBSTR(ccn, 1, 2) || ':' || state IN (
            '01:AL',
            '02:AK',
            '03:AZ',
            '04:AR',
            '05:CA',
            '06:CO',
            '07:CT',
            '08:DE',
            '09:DC',
            '10:FL',
            '11:GA',
            '12:HI',
            '13:ID',
            '14:IL',
            '15:IN',
            '16:IA',
            '17:KS',
            '18:KY',
            '19:LA',
            '20:ME',
            '21:MD',
            '22:MA',
            '23:MI',
            '24:MN',
            '25:MS',
            '26:MO',
            '27:MT',
            '28:NE',
            '29:NV',
            '30:NH',
            '31:NJ',
            '32:NM',
            '33:NY',
            '34:NC',
            '35:ND',
            '36:OH',
            '37:OK',
            '38:OR',
            '39:PA',
            '40:PR',
            '41:RI',
            '42:SC',
            '43:SD',
            '44:TN',
            '45:TX',
            '46:UT',
            '47:VT',
            '48:VI',
            '49:VA',
            '50:WA',
            '51:WV',
            '52:WI',
            '53:WY',
            '55:CA',
            '64:AS',
            '65:GU',
            '65:HI',
            '66:MP',
            '67:TX',
            '68:FL',
            '69:FL',
            '70:KS',
            '71:LA',
            '72:OH',
            '73:PA',
            '74:TX',
            '75:CA',
            '76:IA',
            '77:MN',
            '80:MD',
            '92:CA',
            ''
          )
          THEN 'ccn_prefix_state_mismatch'
        END,
        CASE
          WHEN NOT ccn IS NULL AND provnum <> ccn AND REGEXP_LIKE(provnum, '[a-z]')
          THEN 'ccn_upper_cased'
        END,
        CASE
          WHEN NOT ccn IS NULL AND REGEXP_LIKE(provnum, '^[0-9]{5}\z')
          THEN 'ccn_zero_restored'
        END,
        CASE WHEN fips_text <> county_fips THEN 'county_fips_zero_restored' END,
        CASE
          WHEN REGEXP_LIKE(hrs_rndon_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_rndon_emp_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_rndon_ctr_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_rnadmin_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_rnadmin_emp_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_rnadmin_ctr_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_rn_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_rn_emp_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_rn_ctr_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_lpnadmin_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_lpnadmin_emp_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_lpnadmin_ctr_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_lpn_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_lpn_emp_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_lpn_ctr_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_cna_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_cna_emp_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_cna_ctr_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_natrn_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_natrn_emp_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_natrn_ctr_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_medaide_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_medaide_emp_text, '[.][0-9]{3}')
          OR REGEXP_LIKE(hrs_medaide_ctr_text, '[.][0-9]{3}')
          THEN 'hours_over_two_decimals'
        END,
        CASE WHEN stated_quarter IS NULL THEN 'quarter_from_work_date' END,
        CASE
          WHEN (
            NOT fips_text IS NULL AND county_fips IS NULL
          )
          OR (
            NOT state_raw IS NULL AND state IS NULL
          )
          OR (
            NOT quarter_raw IS NULL AND stated_quarter IS NULL
          )
          THEN 'unreadable_cell'
        END
      ),
      ''
    ) AS read_flags,
    NULLIF(
      CONCAT_WS(
        '; ',
        CASE
          WHEN NOT fips_text IS NULL AND county_fips IS NULL
          THEN 'county_fips=' || fips_text
        END,
        CASE
          WHEN NOT quarter_raw IS NULL AND stated_quarter IS NULL
          THEN 'quarter=' || quarter_raw
        END,
        CASE WHEN NOT state_raw IS NULL AND state IS NULL THEN 'state=' || state_raw END
      ),
      ''
    ) AS unreadable_cells
  FROM typed
), kept_pbj AS (
  WITH ranked AS (
    SELECT
      file_sha256,
      ccn,
      work_date,
      quarter,
      state,
      county_fips,
      facility_name,
      city,
      county_name,
      mds_census,
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
      hrs_medaide_ctr,
      is_incomplete,
      is_synthetic,
      read_flags,
      unreadable_cells,
      ROW_NUMBER() OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC) AS newest_first,
      CASE
        WHEN NOT LEAD(row_number) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC) IS NULL
        AND (
          quarter IS DISTINCT FROM LEAD(quarter) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR state IS DISTINCT FROM LEAD(state) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR county_fips IS DISTINCT FROM LEAD(county_fips) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR facility_name IS DISTINCT FROM LEAD(facility_name) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR city IS DISTINCT FROM LEAD(city) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR county_name IS DISTINCT FROM LEAD(county_name) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR mds_census IS DISTINCT FROM LEAD(mds_census) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_rndon IS DISTINCT FROM LEAD(hrs_rndon) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_rndon_emp IS DISTINCT FROM LEAD(hrs_rndon_emp) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_rndon_ctr IS DISTINCT FROM LEAD(hrs_rndon_ctr) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_rnadmin IS DISTINCT FROM LEAD(hrs_rnadmin) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_rnadmin_emp IS DISTINCT FROM LEAD(hrs_rnadmin_emp) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_rnadmin_ctr IS DISTINCT FROM LEAD(hrs_rnadmin_ctr) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_rn IS DISTINCT FROM LEAD(hrs_rn) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_rn_emp IS DISTINCT FROM LEAD(hrs_rn_emp) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_rn_ctr IS DISTINCT FROM LEAD(hrs_rn_ctr) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_lpnadmin IS DISTINCT FROM LEAD(hrs_lpnadmin) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_lpnadmin_emp IS DISTINCT FROM LEAD(hrs_lpnadmin_emp) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_lpnadmin_ctr IS DISTINCT FROM LEAD(hrs_lpnadmin_ctr) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_lpn IS DISTINCT FROM LEAD(hrs_lpn) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_lpn_emp IS DISTINCT FROM LEAD(hrs_lpn_emp) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_lpn_ctr IS DISTINCT FROM LEAD(hrs_lpn_ctr) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_cna IS DISTINCT FROM LEAD(hrs_cna) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_cna_emp IS DISTINCT FROM LEAD(hrs_cna_emp) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_cna_ctr IS DISTINCT FROM LEAD(hrs_cna_ctr) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_natrn IS DISTINCT FROM LEAD(hrs_natrn) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_natrn_emp IS DISTINCT FROM LEAD(hrs_natrn_emp) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_natrn_ctr IS DISTINCT FROM LEAD(hrs_natrn_ctr) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_medaide IS DISTINCT FROM LEAD(hrs_medaide) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_medaide_emp IS DISTINCT FROM LEAD(hrs_medaide_emp) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR hrs_medaide_ctr IS DISTINCT FROM LEAD(hrs_medaide_ctr) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
          OR is_incomplete IS DISTINCT FROM LEAD(is_incomplete) OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC)
        )
        THEN 1
        ELSE 0
      END AS differs_from_earlier
    FROM read_pbj
    WHERE
      reasons IS NULL
  ), compared AS (
    SELECT
      file_sha256,
      ccn,
      work_date,
      quarter,
      state,
      county_fips,
      facility_name,
      city,
      county_name,
      mds_census,
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
      hrs_medaide_ctr,
      is_incomplete,
      is_synthetic,
      read_flags,
      unreadable_cells,
      newest_first,
      MAX(differs_from_earlier) OVER (PARTITION BY ccn, work_date) AS some_differ
    FROM ranked
  )
  SELECT
    file_sha256,
    ccn,
    work_date,
    quarter,
    state,
    county_fips,
    facility_name,
    city,
    county_name,
    mds_census,
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
    hrs_medaide_ctr,
    is_incomplete,
    is_synthetic,
    unreadable_cells,
    NULLIF(
      CONCAT_WS(',', read_flags, CASE WHEN some_differ = 1 THEN 'duplicate_differs' END),
      ''
    ) AS read_flags
  FROM compared
  WHERE
    newest_first = 1
), judged AS (
  SELECT
    ccn,
    work_date,
    quarter,
    state,
    county_fips,
    facility_name,
    city,
    county_name,
    mds_census,
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
    hrs_medaide_ctr,
    is_incomplete,
    is_synthetic,
    read_flags,
    unreadable_cells,
    file_sha256,
    hrs_rndon + hrs_rnadmin + hrs_rn + hrs_lpnadmin + hrs_lpn + hrs_cna + hrs_natrn + hrs_medaide AS all_hours,
    (
      hrs_rndon_emp IS NULL
      OR hrs_rndon_ctr IS NULL
      OR hrs_rnadmin_emp IS NULL
      OR hrs_rnadmin_ctr IS NULL
      OR hrs_rn_emp IS NULL
      OR hrs_rn_ctr IS NULL
      OR hrs_lpnadmin_emp IS NULL
      OR hrs_lpnadmin_ctr IS NULL
      OR hrs_lpn_emp IS NULL
      OR hrs_lpn_ctr IS NULL
      OR hrs_cna_emp IS NULL
      OR hrs_cna_ctr IS NULL
      OR hrs_natrn_emp IS NULL
      OR hrs_natrn_ctr IS NULL
      OR hrs_medaide_emp IS NULL
      OR hrs_medaide_ctr IS NULL
    ) AS is_part_missing,
    (
      hrs_rndon <> hrs_rndon_emp + hrs_rndon_ctr
      OR hrs_rnadmin <> hrs_rnadmin_emp + hrs_rnadmin_ctr
      OR hrs_rn <> hrs_rn_emp + hrs_rn_ctr
      OR hrs_lpnadmin <> hrs_lpnadmin_emp + hrs_lpnadmin_ctr
      OR hrs_lpn <> hrs_lpn_emp + hrs_lpn_ctr
      OR hrs_cna <> hrs_cna_emp + hrs_cna_ctr
      OR hrs_natrn <> hrs_natrn_emp + hrs_natrn_ctr
      OR hrs_medaide <> hrs_medaide_emp + hrs_medaide_ctr
    ) AS is_sum_off
  FROM kept_pbj
)
SELECT
  ccn,
  work_date,
  quarter,
  state,
  county_fips,
  facility_name,
  city,
  county_name,
  mds_census,
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
  hrs_medaide_ctr,
  is_incomplete,
  is_synthetic,
  CASE
    WHEN NOT read_flags IS NULL
    OR mds_census IS NULL
    OR all_hours IS NULL
    OR is_part_missing
    OR is_sum_off
    OR mds_census = 0
    OR all_hours = 0
    OR all_hours > mds_census * CAST('24' AS DECIMAL(4, 2))
    THEN NULLIF(
      ARRAY_JOIN(
        ARRAY_SORT(
          SPLIT(
            CONCAT_WS(
              ',',
              read_flags,
              CASE WHEN mds_census IS NULL THEN 'census_missing' END,
              CASE WHEN all_hours IS NULL OR is_part_missing THEN 'hours_missing' END,
              CASE
                WHEN mds_census > 0 AND all_hours > mds_census * CAST('24' AS DECIMAL(4, 2))
                THEN 'over_24_hprd'
              END,
              CASE WHEN is_sum_off THEN 'total_not_employee_plus_contract' END,
              CASE
                WHEN mds_census = 0
                AND (
                  COALESCE(hrs_rndon, hrs_rndon_emp + hrs_rndon_ctr) > 0
                  OR COALESCE(hrs_rnadmin, hrs_rnadmin_emp + hrs_rnadmin_ctr) > 0
                  OR COALESCE(hrs_rn, hrs_rn_emp + hrs_rn_ctr) > 0
                  OR COALESCE(hrs_lpnadmin, hrs_lpnadmin_emp + hrs_lpnadmin_ctr) > 0
                  OR COALESCE(hrs_lpn, hrs_lpn_emp + hrs_lpn_ctr) > 0
                  OR COALESCE(hrs_cna, hrs_cna_emp + hrs_cna_ctr) > 0
                  OR COALESCE(hrs_natrn, hrs_natrn_emp + hrs_natrn_ctr) > 0
                  OR COALESCE(hrs_medaide, hrs_medaide_emp + hrs_medaide_ctr) > 0
                )
                THEN 'zero_census_with_hours'
              END,
              CASE WHEN mds_census > 0 AND all_hours = 0 THEN 'zero_hours_with_census' END
            ),
            ','
          )
        ),
        ','
      ),
      ''
    )
  END AS flags,
  unreadable_cells,
  file_sha256
FROM judged
) AS computed
WHERE quarter IN ({partitions});

-- check key_is_unique
SELECT
  ccn,
  work_date
FROM kerok_healthcare.silver_pbj_daily__candidate_{sha8}
GROUP BY
  ccn,
  work_date
HAVING
  COUNT(*) > 1;

-- check day_lies_in_quarter
SELECT
  ccn,
  work_date
FROM kerok_healthcare.silver_pbj_daily__candidate_{sha8}
WHERE
  quarter <> CAST(YEAR(work_date) AS VARCHAR) || 'Q' || CAST(QUARTER(work_date) AS VARCHAR);

-- check key_is_known
SELECT
  ccn,
  work_date
FROM kerok_healthcare.silver_pbj_daily__candidate_{sha8}
WHERE
  ccn IS NULL OR work_date IS NULL OR quarter IS NULL;

-- check nothing_is_negative
SELECT
  ccn,
  work_date
FROM kerok_healthcare.silver_pbj_daily__candidate_{sha8}
WHERE
  mds_census < 0 OR hrs_rn < 0 OR hrs_lpn < 0 OR hrs_cna < 0;

-- merge
MERGE INTO kerok_healthcare.silver_pbj_daily AS t
USING (
  SELECT 'U' AS op,
    c.ccn, c.work_date, c.quarter, c.state, c.county_fips, c.facility_name, c.city, c.county_name, c.mds_census, c.hrs_rndon,
    c.hrs_rnadmin, c.hrs_rn, c.hrs_lpnadmin, c.hrs_lpn, c.hrs_cna, c.hrs_natrn, c.hrs_medaide, c.hrs_rndon_emp, c.hrs_rnadmin_emp,
    c.hrs_rn_emp, c.hrs_lpnadmin_emp, c.hrs_lpn_emp, c.hrs_cna_emp, c.hrs_natrn_emp, c.hrs_medaide_emp, c.hrs_rndon_ctr,
    c.hrs_rnadmin_ctr, c.hrs_rn_ctr, c.hrs_lpnadmin_ctr, c.hrs_lpn_ctr, c.hrs_cna_ctr, c.hrs_natrn_ctr, c.hrs_medaide_ctr,
    c.is_incomplete, c.is_synthetic, c.flags, c.unreadable_cells, c.file_sha256
  FROM kerok_healthcare.silver_pbj_daily__candidate_{sha8} AS c
  WHERE c.quarter IN ({partitions})
  UNION ALL
  SELECT 'D' AS op,
    t.ccn, t.work_date, NULL AS quarter, NULL AS state, NULL AS county_fips, NULL AS facility_name, NULL AS city, NULL AS county_name,
    NULL AS mds_census, NULL AS hrs_rndon, NULL AS hrs_rnadmin, NULL AS hrs_rn, NULL AS hrs_lpnadmin, NULL AS hrs_lpn, NULL AS hrs_cna,
    NULL AS hrs_natrn, NULL AS hrs_medaide, NULL AS hrs_rndon_emp, NULL AS hrs_rnadmin_emp, NULL AS hrs_rn_emp, NULL AS hrs_lpnadmin_emp,
    NULL AS hrs_lpn_emp, NULL AS hrs_cna_emp, NULL AS hrs_natrn_emp, NULL AS hrs_medaide_emp, NULL AS hrs_rndon_ctr,
    NULL AS hrs_rnadmin_ctr, NULL AS hrs_rn_ctr, NULL AS hrs_lpnadmin_ctr, NULL AS hrs_lpn_ctr, NULL AS hrs_cna_ctr,
    NULL AS hrs_natrn_ctr, NULL AS hrs_medaide_ctr, NULL AS is_incomplete, NULL AS is_synthetic, NULL AS flags, NULL AS unreadable_cells,
    NULL AS file_sha256
  FROM kerok_healthcare.silver_pbj_daily AS t
  LEFT JOIN kerok_healthcare.silver_pbj_daily__candidate_{sha8} AS c ON c.ccn = t.ccn AND c.work_date = t.work_date
  WHERE t.quarter IN ({partitions}) AND c.ccn IS NULL
) AS s
ON t.quarter IN ({partitions}) AND t.ccn = s.ccn AND t.work_date = s.work_date
WHEN MATCHED AND s.op = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
  quarter = s.quarter, state = s.state, county_fips = s.county_fips, facility_name = s.facility_name, city = s.city,
  county_name = s.county_name, mds_census = s.mds_census, hrs_rndon = s.hrs_rndon, hrs_rnadmin = s.hrs_rnadmin, hrs_rn = s.hrs_rn,
  hrs_lpnadmin = s.hrs_lpnadmin, hrs_lpn = s.hrs_lpn, hrs_cna = s.hrs_cna, hrs_natrn = s.hrs_natrn, hrs_medaide = s.hrs_medaide,
  hrs_rndon_emp = s.hrs_rndon_emp, hrs_rnadmin_emp = s.hrs_rnadmin_emp, hrs_rn_emp = s.hrs_rn_emp, hrs_lpnadmin_emp = s.hrs_lpnadmin_emp,
  hrs_lpn_emp = s.hrs_lpn_emp, hrs_cna_emp = s.hrs_cna_emp, hrs_natrn_emp = s.hrs_natrn_emp, hrs_medaide_emp = s.hrs_medaide_emp,
  hrs_rndon_ctr = s.hrs_rndon_ctr, hrs_rnadmin_ctr = s.hrs_rnadmin_ctr, hrs_rn_ctr = s.hrs_rn_ctr, hrs_lpnadmin_ctr = s.hrs_lpnadmin_ctr,
  hrs_lpn_ctr = s.hrs_lpn_ctr, hrs_cna_ctr = s.hrs_cna_ctr, hrs_natrn_ctr = s.hrs_natrn_ctr, hrs_medaide_ctr = s.hrs_medaide_ctr,
  is_incomplete = s.is_incomplete, is_synthetic = s.is_synthetic, flags = s.flags, unreadable_cells = s.unreadable_cells,
  file_sha256 = s.file_sha256
WHEN NOT MATCHED AND s.op <> 'D' THEN INSERT (
  ccn, work_date, quarter, state, county_fips, facility_name, city, county_name, mds_census, hrs_rndon, hrs_rnadmin, hrs_rn, hrs_lpnadmin,
  hrs_lpn, hrs_cna, hrs_natrn, hrs_medaide, hrs_rndon_emp, hrs_rnadmin_emp, hrs_rn_emp, hrs_lpnadmin_emp, hrs_lpn_emp, hrs_cna_emp,
  hrs_natrn_emp, hrs_medaide_emp, hrs_rndon_ctr, hrs_rnadmin_ctr, hrs_rn_ctr, hrs_lpnadmin_ctr, hrs_lpn_ctr, hrs_cna_ctr, hrs_natrn_ctr,
  hrs_medaide_ctr, is_incomplete, is_synthetic, flags, unreadable_cells, file_sha256
) VALUES (
  s.ccn, s.work_date, s.quarter, s.state, s.county_fips, s.facility_name, s.city, s.county_name, s.mds_census, s.hrs_rndon, s.hrs_rnadmin,
  s.hrs_rn, s.hrs_lpnadmin, s.hrs_lpn, s.hrs_cna, s.hrs_natrn, s.hrs_medaide, s.hrs_rndon_emp, s.hrs_rnadmin_emp, s.hrs_rn_emp,
  s.hrs_lpnadmin_emp, s.hrs_lpn_emp, s.hrs_cna_emp, s.hrs_natrn_emp, s.hrs_medaide_emp, s.hrs_rndon_ctr, s.hrs_rnadmin_ctr, s.hrs_rn_ctr,
  s.hrs_lpnadmin_ctr, s.hrs_lpn_ctr, s.hrs_cna_ctr, s.hrs_natrn_ctr, s.hrs_medaide_ctr, s.is_incomplete, s.is_synthetic, s.flags,
  s.unreadable_cells, s.file_sha256
);

-- upsert
MERGE INTO kerok_healthcare.silver_pbj_daily AS t
USING kerok_healthcare.silver_pbj_daily__candidate_{sha8} AS s
ON t.quarter IN ({partitions}) AND t.ccn = s.ccn AND t.work_date = s.work_date
WHEN MATCHED THEN UPDATE SET
  quarter = s.quarter, state = s.state, county_fips = s.county_fips, facility_name = s.facility_name, city = s.city,
  county_name = s.county_name, mds_census = s.mds_census, hrs_rndon = s.hrs_rndon, hrs_rnadmin = s.hrs_rnadmin, hrs_rn = s.hrs_rn,
  hrs_lpnadmin = s.hrs_lpnadmin, hrs_lpn = s.hrs_lpn, hrs_cna = s.hrs_cna, hrs_natrn = s.hrs_natrn, hrs_medaide = s.hrs_medaide,
  hrs_rndon_emp = s.hrs_rndon_emp, hrs_rnadmin_emp = s.hrs_rnadmin_emp, hrs_rn_emp = s.hrs_rn_emp, hrs_lpnadmin_emp = s.hrs_lpnadmin_emp,
  hrs_lpn_emp = s.hrs_lpn_emp, hrs_cna_emp = s.hrs_cna_emp, hrs_natrn_emp = s.hrs_natrn_emp, hrs_medaide_emp = s.hrs_medaide_emp,
  hrs_rndon_ctr = s.hrs_rndon_ctr, hrs_rnadmin_ctr = s.hrs_rnadmin_ctr, hrs_rn_ctr = s.hrs_rn_ctr, hrs_lpnadmin_ctr = s.hrs_lpnadmin_ctr,
  hrs_lpn_ctr = s.hrs_lpn_ctr, hrs_cna_ctr = s.hrs_cna_ctr, hrs_natrn_ctr = s.hrs_natrn_ctr, hrs_medaide_ctr = s.hrs_medaide_ctr,
  is_incomplete = s.is_incomplete, is_synthetic = s.is_synthetic, flags = s.flags, unreadable_cells = s.unreadable_cells,
  file_sha256 = s.file_sha256
WHEN NOT MATCHED THEN INSERT (
  ccn, work_date, quarter, state, county_fips, facility_name, city, county_name, mds_census, hrs_rndon, hrs_rnadmin, hrs_rn, hrs_lpnadmin,
  hrs_lpn, hrs_cna, hrs_natrn, hrs_medaide, hrs_rndon_emp, hrs_rnadmin_emp, hrs_rn_emp, hrs_lpnadmin_emp, hrs_lpn_emp, hrs_cna_emp,
  hrs_natrn_emp, hrs_medaide_emp, hrs_rndon_ctr, hrs_rnadmin_ctr, hrs_rn_ctr, hrs_lpnadmin_ctr, hrs_lpn_ctr, hrs_cna_ctr, hrs_natrn_ctr,
  hrs_medaide_ctr, is_incomplete, is_synthetic, flags, unreadable_cells, file_sha256
) VALUES (
  s.ccn, s.work_date, s.quarter, s.state, s.county_fips, s.facility_name, s.city, s.county_name, s.mds_census, s.hrs_rndon, s.hrs_rnadmin,
  s.hrs_rn, s.hrs_lpnadmin, s.hrs_lpn, s.hrs_cna, s.hrs_natrn, s.hrs_medaide, s.hrs_rndon_emp, s.hrs_rnadmin_emp, s.hrs_rn_emp,
  s.hrs_lpnadmin_emp, s.hrs_lpn_emp, s.hrs_cna_emp, s.hrs_natrn_emp, s.hrs_medaide_emp, s.hrs_rndon_ctr, s.hrs_rnadmin_ctr, s.hrs_rn_ctr,
  s.hrs_lpnadmin_ctr, s.hrs_lpn_ctr, s.hrs_cna_ctr, s.hrs_natrn_ctr, s.hrs_medaide_ctr, s.is_incomplete, s.is_synthetic, s.flags,
  s.unreadable_cells, s.file_sha256
);

-- discard
DROP TABLE IF EXISTS kerok_healthcare.silver_pbj_daily__candidate_{sha8};

-- optimize
ALTER TABLE kerok_healthcare.silver_pbj_daily EXECUTE optimize WHERE quarter IN ({partitions});

-- expire
ALTER TABLE kerok_healthcare.silver_pbj_daily EXECUTE expire_snapshots(retention_threshold => '7d');
