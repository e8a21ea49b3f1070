-- silver_quarantine on trino: one row per rejected source row

-- create
CREATE TABLE IF NOT EXISTS kerok_healthcare.silver_quarantine (
  dataset varchar,
  file_name varchar,
  file_sha256 varchar,
  row_number bigint,
  reasons varchar,
  raw varchar,
  closed_by varchar
)
WITH (format = 'PARQUET', format_version = 2, partitioning = ARRAY['file_sha256'], sorted_by = ARRAY['row_number']);

-- candidate
CREATE TABLE kerok_healthcare.silver_quarantine__candidate_{sha8}
WITH (format = 'PARQUET', format_version = 2) AS
SELECT
  dataset, CAST(NULL AS varchar) AS file_name, file_sha256, row_number, reasons, raw, CAST(NULL AS varchar) AS closed_by
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
), read_providerinfo AS (
  WITH cleaned AS (
    SELECT
      file_sha256,
      row_number,
      raw,
      structure_error,
      kerok_synthetic,
      NULLIF(
        REGEXP_REPLACE(cms_certification_number_ccn, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS ccn_raw,
      TRANSLATE(
        NULLIF(
          REGEXP_REPLACE(cms_certification_number_ccn, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ),
        'abcdefghijklmnopqrstuvwxyz',
        'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
      ) AS ccn_text,
      COALESCE(
        NULLIF(
          REGEXP_REPLACE(processing_date, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ),
        kerok_processing_date
      ) AS day_text,
      NULLIF(
        REGEXP_REPLACE(provider_name, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS provider_name_text,
      NULLIF(
        REGEXP_REPLACE(provider_address, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS provider_address_text,
      NULLIF(
        REGEXP_REPLACE(city_town, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS city_town_text,
      NULLIF(REGEXP_REPLACE(state, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''), '') AS state_text,
      NULLIF(
        REGEXP_REPLACE(zip_code, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS zip_code_text,
      NULLIF(
        REGEXP_REPLACE(telephone_number, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS telephone_number_text,
      NULLIF(
        REGEXP_REPLACE(provider_ssa_county_code, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS provider_ssa_county_code_text,
      NULLIF(
        REGEXP_REPLACE(county_parish, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS county_parish_text,
      NULLIF(REGEXP_REPLACE(urban, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''), '') AS urban_text,
      NULLIF(
        REGEXP_REPLACE(ownership_type, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS ownership_type_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(number_of_certified_beds, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(number_of_certified_beds, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS number_of_certified_beds_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            average_number_of_residents_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            average_number_of_residents_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS average_number_of_residents_per_day_text,
      NULLIF(
        REGEXP_REPLACE(
          average_number_of_residents_per_day_footnote,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS average_number_of_residents_per_day_footnote_text,
      NULLIF(
        REGEXP_REPLACE(provider_type, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS provider_type_text,
      NULLIF(
        REGEXP_REPLACE(provider_resides_in_hospital, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS provider_resides_in_hospital_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(legal_business_name, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('Legal Business Name Not Available')
        THEN NULLIF(
          REGEXP_REPLACE(legal_business_name, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS legal_business_name_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            date_first_approved_to_provide_medicare_and_medicaid_services,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            date_first_approved_to_provide_medicare_and_medicaid_services,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS date_first_approved_to_provide_medicare_and_medicaid_services_text,
      NULLIF(
        REGEXP_REPLACE(affiliated_entity_name, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS affiliated_entity_name_text,
      NULLIF(
        REGEXP_REPLACE(affiliated_entity_id, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS affiliated_entity_id_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            number_of_facilities_in_chain,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            number_of_facilities_in_chain,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS number_of_facilities_in_chain_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            chain_average_overall_5_star_rating,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            chain_average_overall_5_star_rating,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS chain_average_overall_5_star_rating_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            chain_average_health_inspection_rating,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            chain_average_health_inspection_rating,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS chain_average_health_inspection_rating_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            chain_average_staffing_rating,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            chain_average_staffing_rating,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS chain_average_staffing_rating_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(chain_average_qm_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(chain_average_qm_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS chain_average_qm_rating_text,
      NULLIF(
        REGEXP_REPLACE(
          continuing_care_retirement_community,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS continuing_care_retirement_community_text,
      NULLIF(
        REGEXP_REPLACE(special_focus_status, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS special_focus_status_text,
      NULLIF(
        REGEXP_REPLACE(special_focus_facility, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS special_focus_facility_text,
      NULLIF(
        REGEXP_REPLACE(abuse_icon, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS abuse_icon_text,
      NULLIF(
        REGEXP_REPLACE(
          most_recent_health_inspection_more_than_2_years_ago,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS most_recent_health_inspection_more_than_2_years_ago_text,
      NULLIF(
        REGEXP_REPLACE(
          provider_changed_ownership_in_last_12_months,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS provider_changed_ownership_in_last_12_months_text,
      NULLIF(
        REGEXP_REPLACE(
          with_a_resident_and_family_council,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS with_a_resident_and_family_council_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            automatic_sprinkler_systems_in_all_required_areas,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('Data Not Available')
        THEN NULLIF(
          REGEXP_REPLACE(
            automatic_sprinkler_systems_in_all_required_areas,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS automatic_sprinkler_systems_in_all_required_areas_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(overall_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(overall_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS overall_rating_text,
      NULLIF(
        REGEXP_REPLACE(overall_rating_footnote, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS overall_rating_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(health_inspection_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(health_inspection_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS health_inspection_rating_text,
      NULLIF(
        REGEXP_REPLACE(
          health_inspection_rating_footnote,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS health_inspection_rating_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(qm_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(qm_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS qm_rating_text,
      NULLIF(
        REGEXP_REPLACE(qm_rating_footnote, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS qm_rating_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(long_stay_qm_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(long_stay_qm_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS long_stay_qm_rating_text,
      NULLIF(
        REGEXP_REPLACE(long_stay_qm_rating_footnote, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS long_stay_qm_rating_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(short_stay_qm_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(short_stay_qm_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS short_stay_qm_rating_text,
      NULLIF(
        REGEXP_REPLACE(
          short_stay_qm_rating_footnote,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS short_stay_qm_rating_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(staffing_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(staffing_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS staffing_rating_text,
      NULLIF(
        REGEXP_REPLACE(staffing_rating_footnote, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS staffing_rating_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(rn_staffing_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(rn_staffing_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS rn_staffing_rating_text,
      NULLIF(
        REGEXP_REPLACE(rn_staffing_rating_footnote, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS rn_staffing_rating_footnote_text,
      NULLIF(
        REGEXP_REPLACE(reported_staffing_footnote, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS reported_staffing_footnote_text,
      NULLIF(
        REGEXP_REPLACE(
          physical_therapist_staffing_footnote,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS physical_therapist_staffing_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            reported_nurse_aide_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            reported_nurse_aide_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS reported_nurse_aide_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            reported_lpn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            reported_lpn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS reported_lpn_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            reported_rn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            reported_rn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS reported_rn_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            reported_licensed_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            reported_licensed_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS reported_licensed_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            reported_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            reported_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS reported_total_nurse_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            registered_nurse_hours_per_resident_per_day_on_the_weekend,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            registered_nurse_hours_per_resident_per_day_on_the_weekend,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS registered_nurse_hours_per_resident_per_day_on_the_weekend_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            reported_physical_therapist_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            reported_physical_therapist_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS reported_physical_therapist_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(total_nursing_staff_turnover, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(total_nursing_staff_turnover, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS total_nursing_staff_turnover_text,
      NULLIF(
        REGEXP_REPLACE(
          total_nursing_staff_turnover_footnote,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS total_nursing_staff_turnover_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(registered_nurse_turnover, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(registered_nurse_turnover, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS registered_nurse_turnover_text,
      NULLIF(
        REGEXP_REPLACE(
          registered_nurse_turnover_footnote,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS registered_nurse_turnover_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            number_of_administrators_who_have_left_the_nursing_home,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            number_of_administrators_who_have_left_the_nursing_home,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS number_of_administrators_who_have_left_the_nursing_home_text,
      NULLIF(
        REGEXP_REPLACE(
          administrator_turnover_footnote,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS administrator_turnover_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(nursing_case_mix_index, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(nursing_case_mix_index, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS nursing_case_mix_index_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(nursing_case_mix_index_ratio, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(nursing_case_mix_index_ratio, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS nursing_case_mix_index_ratio_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            case_mix_nurse_aide_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            case_mix_nurse_aide_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS case_mix_nurse_aide_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            case_mix_lpn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            case_mix_lpn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS case_mix_lpn_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            case_mix_rn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            case_mix_rn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS case_mix_rn_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            case_mix_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            case_mix_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS case_mix_total_nurse_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            adjusted_nurse_aide_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            adjusted_nurse_aide_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS adjusted_nurse_aide_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            adjusted_lpn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            adjusted_lpn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS adjusted_lpn_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            adjusted_rn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            adjusted_rn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS adjusted_rn_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            adjusted_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            adjusted_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS adjusted_total_nurse_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            expected_nurse_aide_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            expected_nurse_aide_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS expected_nurse_aide_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            expected_lpn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            expected_lpn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS expected_lpn_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            expected_rn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            expected_rn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS expected_rn_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            expected_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            expected_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS expected_total_nurse_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_standard_survey_health_date,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_standard_survey_health_date,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_1_standard_survey_health_date_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_total_number_of_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_total_number_of_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_1_total_number_of_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_number_of_standard_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_number_of_standard_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_1_number_of_standard_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_number_of_complaint_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_number_of_complaint_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_1_number_of_complaint_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_health_deficiency_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_health_deficiency_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_1_health_deficiency_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_number_of_health_revisits,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_number_of_health_revisits,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_1_number_of_health_revisits_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_health_revisit_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_health_revisit_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_1_health_revisit_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_total_health_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_total_health_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_1_total_health_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_standard_health_survey_date,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_standard_health_survey_date,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_standard_health_survey_date_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_total_number_of_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_total_number_of_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_total_number_of_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_number_of_standard_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_number_of_standard_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_number_of_standard_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_number_of_complaint_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_number_of_complaint_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_number_of_complaint_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_health_deficiency_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_health_deficiency_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_health_deficiency_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_number_of_health_revisits,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_number_of_health_revisits,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_number_of_health_revisits_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_health_revisit_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_health_revisit_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_health_revisit_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_total_health_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_total_health_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_total_health_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_total_number_of_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_total_number_of_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_3_total_number_of_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_number_of_complaint_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_number_of_complaint_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_3_number_of_complaint_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_health_deficiency_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_health_deficiency_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_3_health_deficiency_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_number_of_health_revisits,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_number_of_health_revisits,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_3_number_of_health_revisits_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_health_revisit_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_health_revisit_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_3_health_revisit_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_total_health_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_total_health_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_3_total_health_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_standard_health_survey_date,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_standard_health_survey_date,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_3_standard_health_survey_date_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_total_number_of_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_total_number_of_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_3_total_number_of_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_number_of_standard_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_number_of_standard_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_3_number_of_standard_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_number_of_complaint_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_number_of_complaint_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_3_number_of_complaint_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_health_deficiency_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_health_deficiency_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_3_health_deficiency_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_number_of_health_revisits,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_number_of_health_revisits,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_3_number_of_health_revisits_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_health_revisit_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_health_revisit_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_3_health_revisit_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_total_health_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_total_health_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_3_total_health_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            total_weighted_health_survey_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            total_weighted_health_survey_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS total_weighted_health_survey_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            number_of_facility_reported_incidents,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            number_of_facility_reported_incidents,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS number_of_facility_reported_incidents_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            number_of_substantiated_complaints,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            number_of_substantiated_complaints,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS number_of_substantiated_complaints_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            number_of_citations_from_infection_control_inspections,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            number_of_citations_from_infection_control_inspections,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS number_of_citations_from_infection_control_inspections_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(number_of_fines, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(number_of_fines, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS number_of_fines_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            total_amount_of_fines_in_dollars,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            total_amount_of_fines_in_dollars,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS total_amount_of_fines_in_dollars_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(number_of_payment_denials, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(number_of_payment_denials, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS number_of_payment_denials_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(total_number_of_penalties, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(total_number_of_penalties, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS total_number_of_penalties_text,
      NULLIF(
        REGEXP_REPLACE(location, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS location_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(latitude, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(latitude, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS latitude_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(longitude, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(longitude, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS longitude_text,
      NULLIF(
        REGEXP_REPLACE(geocoding_footnote, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS geocoding_footnote_text
    FROM (
      SELECT
        *
      FROM kerok_healthcare.staged_providerinfo
      WHERE
        file_sha256 = '{file_sha256}'
    ) AS staged_providerinfo
  ), dated AS (
    SELECT
      file_sha256,
      row_number,
      raw,
      structure_error,
      kerok_synthetic,
      ccn_raw,
      ccn_text,
      day_text,
      CASE
        WHEN REGEXP_LIKE(day_text, '^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}([ T]00:00:00([.]0+)?)?\z')
        THEN TRY_CAST(SUBSTR(day_text, 1, 10) AS DATE)
        WHEN REGEXP_LIKE(day_text, '^[0-9]{2}/[0-9]{2}/(19|20)[0-9]{2}\z')
        THEN TRY_CAST(SUBSTR(day_text, 7, 4) || '-' || SUBSTR(day_text, 1, 2) || '-' || SUBSTR(day_text, 4, 2) AS DATE)
      END AS processing_date,
      provider_name_text,
      provider_address_text,
      city_town_text,
      state_text,
      zip_code_text,
      telephone_number_text,
      provider_ssa_county_code_text,
      county_parish_text,
      urban_text,
      ownership_type_text,
      number_of_certified_beds_text,
      average_number_of_residents_per_day_text,
      average_number_of_residents_per_day_footnote_text,
      provider_type_text,
      provider_resides_in_hospital_text,
      legal_business_name_text,
      date_first_approved_to_provide_medicare_and_medicaid_services_text,
      affiliated_entity_name_text,
      affiliated_entity_id_text,
      number_of_facilities_in_chain_text,
      chain_average_overall_5_star_rating_text,
      chain_average_health_inspection_rating_text,
      chain_average_staffing_rating_text,
      chain_average_qm_rating_text,
      continuing_care_retirement_community_text,
      special_focus_status_text,
      special_focus_facility_text,
      abuse_icon_text,
      most_recent_health_inspection_more_than_2_years_ago_text,
      provider_changed_ownership_in_last_12_months_text,
      with_a_resident_and_family_council_text,
      automatic_sprinkler_systems_in_all_required_areas_text,
      overall_rating_text,
      overall_rating_footnote_text,
      health_inspection_rating_text,
      health_inspection_rating_footnote_text,
      qm_rating_text,
      qm_rating_footnote_text,
      long_stay_qm_rating_text,
      long_stay_qm_rating_footnote_text,
      short_stay_qm_rating_text,
      short_stay_qm_rating_footnote_text,
      staffing_rating_text,
      staffing_rating_footnote_text,
      rn_staffing_rating_text,
      rn_staffing_rating_footnote_text,
      reported_staffing_footnote_text,
      physical_therapist_staffing_footnote_text,
      reported_nurse_aide_staffing_hours_per_resident_per_day_text,
      reported_lpn_staffing_hours_per_resident_per_day_text,
      reported_rn_staffing_hours_per_resident_per_day_text,
      reported_licensed_staffing_hours_per_resident_per_day_text,
      reported_total_nurse_staffing_hours_per_resident_per_day_text,
      total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend_text,
      registered_nurse_hours_per_resident_per_day_on_the_weekend_text,
      reported_physical_therapist_staffing_hours_per_resident_per_day_text,
      total_nursing_staff_turnover_text,
      total_nursing_staff_turnover_footnote_text,
      registered_nurse_turnover_text,
      registered_nurse_turnover_footnote_text,
      number_of_administrators_who_have_left_the_nursing_home_text,
      administrator_turnover_footnote_text,
      nursing_case_mix_index_text,
      nursing_case_mix_index_ratio_text,
      case_mix_nurse_aide_staffing_hours_per_resident_per_day_text,
      case_mix_lpn_staffing_hours_per_resident_per_day_text,
      case_mix_rn_staffing_hours_per_resident_per_day_text,
      case_mix_total_nurse_staffing_hours_per_resident_per_day_text,
      case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day_text,
      adjusted_nurse_aide_staffing_hours_per_resident_per_day_text,
      adjusted_lpn_staffing_hours_per_resident_per_day_text,
      adjusted_rn_staffing_hours_per_resident_per_day_text,
      adjusted_total_nurse_staffing_hours_per_resident_per_day_text,
      adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day_text,
      expected_nurse_aide_staffing_hours_per_resident_per_day_text,
      expected_lpn_staffing_hours_per_resident_per_day_text,
      expected_rn_staffing_hours_per_resident_per_day_text,
      expected_total_nurse_staffing_hours_per_resident_per_day_text,
      rating_cycle_1_standard_survey_health_date_text,
      rating_cycle_1_total_number_of_health_deficiencies_text,
      rating_cycle_1_number_of_standard_health_deficiencies_text,
      rating_cycle_1_number_of_complaint_health_deficiencies_text,
      rating_cycle_1_health_deficiency_score_text,
      rating_cycle_1_number_of_health_revisits_text,
      rating_cycle_1_health_revisit_score_text,
      rating_cycle_1_total_health_score_text,
      rating_cycle_2_standard_health_survey_date_text,
      rating_cycle_2_total_number_of_health_deficiencies_text,
      rating_cycle_2_number_of_standard_health_deficiencies_text,
      rating_cycle_2_number_of_complaint_health_deficiencies_text,
      rating_cycle_2_health_deficiency_score_text,
      rating_cycle_2_number_of_health_revisits_text,
      rating_cycle_2_health_revisit_score_text,
      rating_cycle_2_total_health_score_text,
      rating_cycle_2_3_total_number_of_health_deficiencies_text,
      rating_cycle_2_3_number_of_complaint_health_deficiencies_text,
      rating_cycle_2_3_health_deficiency_score_text,
      rating_cycle_2_3_number_of_health_revisits_text,
      rating_cycle_2_3_health_revisit_score_text,
      rating_cycle_2_3_total_health_score_text,
      rating_cycle_3_standard_health_survey_date_text,
      rating_cycle_3_total_number_of_health_deficiencies_text,
      rating_cycle_3_number_of_standard_health_deficiencies_text,
      rating_cycle_3_number_of_complaint_health_deficiencies_text,
      rating_cycle_3_health_deficiency_score_text,
      rating_cycle_3_number_of_health_revisits_text,
      rating_cycle_3_health_revisit_score_text,
      rating_cycle_3_total_health_score_text,
      total_weighted_health_survey_score_text,
      number_of_facility_reported_incidents_text,
      number_of_substantiated_complaints_text,
      number_of_citations_from_infection_control_inspections_text,
      number_of_fines_text,
      total_amount_of_fines_in_dollars_text,
      number_of_payment_denials_text,
      total_number_of_penalties_text,
      location_text,
      latitude_text,
      longitude_text,
      geocoding_footnote_text
    FROM cleaned
  ), typed AS (
    SELECT
      file_sha256,
      row_number,
      raw,
      structure_error,
      ccn_raw,
      day_text,
      processing_date,
      CASE
        WHEN (
          REGEXP_LIKE(ccn_text, '^[0-9]{2}[0-9A-Z][0-9]{3}\z')
          AND SUBSTR(ccn_text, 1, 2) <> '00'
        )
        THEN ccn_text
        WHEN REGEXP_LIKE(ccn_text, '^[1-9][0-9]{4}\z')
        AND '0' || SUBSTR(ccn_text, 1, 1) || ':' || TRANSLATE(state_text, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') IN (
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
      COALESCE(
        NULLIF(
          REGEXP_REPLACE(kerok_synthetic, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ),
        '0'
      ) <> '0' AS is_synthetic,
      provider_name_text AS facility_name_raw,
      provider_address_text AS provider_address_raw,
      city_town_text AS city_town_raw,
      state_text AS state_raw,
      zip_code_text AS zip_code_raw,
      telephone_number_text AS telephone_number_raw,
      provider_ssa_county_code_text AS provider_ssa_county_code_raw,
      county_parish_text AS county_parish_raw,
      urban_text AS urban_raw,
      ownership_type_text AS ownership_type_raw,
      number_of_certified_beds_text AS certified_beds_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN average_number_of_residents_per_day_text
      END AS average_number_of_residents_per_day_raw,
      average_number_of_residents_per_day_footnote_text AS average_number_of_residents_per_day_footnote_raw,
      provider_type_text AS provider_type_raw,
      provider_resides_in_hospital_text AS provider_resides_in_hospital_raw,
      legal_business_name_text AS legal_business_name_raw,
      date_first_approved_to_provide_medicare_and_medicaid_services_text AS date_first_approved_to_provide_medicare_and_medicaid_services_raw,
      affiliated_entity_name_text AS affiliated_entity_name_raw,
      affiliated_entity_id_text AS affiliated_entity_id_raw,
      number_of_facilities_in_chain_text AS number_of_facilities_in_chain_raw,
      chain_average_overall_5_star_rating_text AS chain_average_overall_5_star_rating_raw,
      chain_average_health_inspection_rating_text AS chain_average_health_inspection_rating_raw,
      chain_average_staffing_rating_text AS chain_average_staffing_rating_raw,
      chain_average_qm_rating_text AS chain_average_qm_rating_raw,
      continuing_care_retirement_community_text AS continuing_care_retirement_community_raw,
      special_focus_status_text AS special_focus_status_raw,
      special_focus_facility_text AS special_focus_facility_raw,
      abuse_icon_text AS abuse_icon_raw,
      most_recent_health_inspection_more_than_2_years_ago_text AS most_recent_health_inspection_more_than_2_years_ago_raw,
      provider_changed_ownership_in_last_12_months_text AS provider_changed_ownership_in_last_12_months_raw,
      with_a_resident_and_family_council_text AS with_a_resident_and_family_council_raw,
      automatic_sprinkler_systems_in_all_required_areas_text AS automatic_sprinkler_systems_in_all_required_areas_raw,
      overall_rating_text AS overall_rating_raw,
      overall_rating_footnote_text AS overall_rating_footnote_raw,
      health_inspection_rating_text AS health_inspection_rating_raw,
      health_inspection_rating_footnote_text AS health_inspection_rating_footnote_raw,
      qm_rating_text AS qm_rating_raw,
      qm_rating_footnote_text AS qm_rating_footnote_raw,
      long_stay_qm_rating_text AS long_stay_qm_rating_raw,
      long_stay_qm_rating_footnote_text AS long_stay_qm_rating_footnote_raw,
      short_stay_qm_rating_text AS short_stay_qm_rating_raw,
      short_stay_qm_rating_footnote_text AS short_stay_qm_rating_footnote_raw,
      staffing_rating_text AS staffing_rating_raw,
      staffing_rating_footnote_text AS staffing_rating_footnote_raw,
      rn_staffing_rating_text AS rn_staffing_rating_raw,
      rn_staffing_rating_footnote_text AS rn_staffing_rating_footnote_raw,
      reported_staffing_footnote_text AS reported_staffing_footnote_raw,
      physical_therapist_staffing_footnote_text AS physical_therapist_staffing_footnote_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN reported_nurse_aide_staffing_hours_per_resident_per_day_text
      END AS reported_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN reported_lpn_staffing_hours_per_resident_per_day_text
      END AS reported_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN reported_rn_staffing_hours_per_resident_per_day_text
      END AS reported_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN reported_licensed_staffing_hours_per_resident_per_day_text
      END AS reported_licensed_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN reported_total_nurse_staffing_hours_per_resident_per_day_text
      END AS reported_total_nurse_staffing_hours_per_resident_per_day_raw,
      total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend_text AS total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend_raw,
      registered_nurse_hours_per_resident_per_day_on_the_weekend_text AS registered_nurse_hours_per_resident_per_day_on_the_weekend_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN reported_physical_therapist_staffing_hours_per_resident_per_day_text
      END AS reported_physical_therapist_staffing_hours_per_resident_per_day_raw,
      total_nursing_staff_turnover_text AS total_nursing_staff_turnover_raw,
      total_nursing_staff_turnover_footnote_text AS total_nursing_staff_turnover_footnote_raw,
      registered_nurse_turnover_text AS registered_nurse_turnover_raw,
      registered_nurse_turnover_footnote_text AS registered_nurse_turnover_footnote_raw,
      number_of_administrators_who_have_left_the_nursing_home_text AS number_of_administrators_who_have_left_the_nursing_home_raw,
      administrator_turnover_footnote_text AS administrator_turnover_footnote_raw,
      nursing_case_mix_index_text AS nursing_case_mix_index_raw,
      nursing_case_mix_index_ratio_text AS nursing_case_mix_index_ratio_raw,
      case_mix_nurse_aide_staffing_hours_per_resident_per_day_text AS case_mix_nurse_aide_staffing_hours_per_resident_per_day_raw,
      case_mix_lpn_staffing_hours_per_resident_per_day_text AS case_mix_lpn_staffing_hours_per_resident_per_day_raw,
      case_mix_rn_staffing_hours_per_resident_per_day_text AS case_mix_rn_staffing_hours_per_resident_per_day_raw,
      case_mix_total_nurse_staffing_hours_per_resident_per_day_text AS case_mix_total_nurse_staffing_hours_per_resident_per_day_raw,
      case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day_text AS case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN adjusted_nurse_aide_staffing_hours_per_resident_per_day_text
      END AS adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN adjusted_lpn_staffing_hours_per_resident_per_day_text
      END AS adjusted_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN adjusted_rn_staffing_hours_per_resident_per_day_text
      END AS adjusted_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN adjusted_total_nurse_staffing_hours_per_resident_per_day_text
      END AS adjusted_total_nurse_staffing_hours_per_resident_per_day_raw,
      adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day_text AS adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN expected_nurse_aide_staffing_hours_per_resident_per_day_text
      END AS expected_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN expected_lpn_staffing_hours_per_resident_per_day_text
      END AS expected_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN expected_rn_staffing_hours_per_resident_per_day_text
      END AS expected_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN expected_total_nurse_staffing_hours_per_resident_per_day_text
      END AS expected_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN average_number_of_residents_per_day_text
      END AS number_of_residents_in_certified_beds_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN reported_nurse_aide_staffing_hours_per_resident_per_day_text
      END AS casper_reported_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN reported_lpn_staffing_hours_per_resident_per_day_text
      END AS casper_reported_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN reported_rn_staffing_hours_per_resident_per_day_text
      END AS casper_reported_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN reported_licensed_staffing_hours_per_resident_per_day_text
      END AS casper_reported_licensed_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN reported_total_nurse_staffing_hours_per_resident_per_day_text
      END AS casper_reported_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN reported_physical_therapist_staffing_hours_per_resident_per_day_text
      END AS casper_reported_physical_therapist_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN expected_nurse_aide_staffing_hours_per_resident_per_day_text
      END AS casper_expected_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN expected_lpn_staffing_hours_per_resident_per_day_text
      END AS casper_expected_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN expected_rn_staffing_hours_per_resident_per_day_text
      END AS casper_expected_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN expected_total_nurse_staffing_hours_per_resident_per_day_text
      END AS casper_expected_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN adjusted_nurse_aide_staffing_hours_per_resident_per_day_text
      END AS casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN adjusted_lpn_staffing_hours_per_resident_per_day_text
      END AS casper_adjusted_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN adjusted_rn_staffing_hours_per_resident_per_day_text
      END AS casper_adjusted_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN adjusted_total_nurse_staffing_hours_per_resident_per_day_text
      END AS casper_adjusted_total_nurse_staffing_hours_per_resident_per_day_raw,
      rating_cycle_1_standard_survey_health_date_text AS rating_cycle_1_standard_survey_health_date_raw,
      rating_cycle_1_total_number_of_health_deficiencies_text AS rating_cycle_1_total_number_of_health_deficiencies_raw,
      rating_cycle_1_number_of_standard_health_deficiencies_text AS rating_cycle_1_number_of_standard_health_deficiencies_raw,
      rating_cycle_1_number_of_complaint_health_deficiencies_text AS rating_cycle_1_number_of_complaint_health_deficiencies_raw,
      rating_cycle_1_health_deficiency_score_text AS rating_cycle_1_health_deficiency_score_raw,
      rating_cycle_1_number_of_health_revisits_text AS rating_cycle_1_number_of_health_revisits_raw,
      rating_cycle_1_health_revisit_score_text AS rating_cycle_1_health_revisit_score_raw,
      rating_cycle_1_total_health_score_text AS rating_cycle_1_total_health_score_raw,
      rating_cycle_2_standard_health_survey_date_text AS rating_cycle_2_standard_health_survey_date_raw,
      rating_cycle_2_total_number_of_health_deficiencies_text AS rating_cycle_2_total_number_of_health_deficiencies_raw,
      rating_cycle_2_number_of_standard_health_deficiencies_text AS rating_cycle_2_number_of_standard_health_deficiencies_raw,
      rating_cycle_2_number_of_complaint_health_deficiencies_text AS rating_cycle_2_number_of_complaint_health_deficiencies_raw,
      rating_cycle_2_health_deficiency_score_text AS rating_cycle_2_health_deficiency_score_raw,
      rating_cycle_2_number_of_health_revisits_text AS rating_cycle_2_number_of_health_revisits_raw,
      rating_cycle_2_health_revisit_score_text AS rating_cycle_2_health_revisit_score_raw,
      rating_cycle_2_total_health_score_text AS rating_cycle_2_total_health_score_raw,
      rating_cycle_2_3_total_number_of_health_deficiencies_text AS rating_cycle_2_3_total_number_of_health_deficiencies_raw,
      rating_cycle_2_3_number_of_complaint_health_deficiencies_text AS rating_cycle_2_3_number_of_complaint_health_deficiencies_raw,
      rating_cycle_2_3_health_deficiency_score_text AS rating_cycle_2_3_health_deficiency_score_raw,
      rating_cycle_2_3_number_of_health_revisits_text AS rating_cycle_2_3_number_of_health_revisits_raw,
      rating_cycle_2_3_health_revisit_score_text AS rating_cycle_2_3_health_revisit_score_raw,
      rating_cycle_2_3_total_health_score_text AS rating_cycle_2_3_total_health_score_raw,
      rating_cycle_3_standard_health_survey_date_text AS rating_cycle_3_standard_health_survey_date_raw,
      rating_cycle_3_total_number_of_health_deficiencies_text AS rating_cycle_3_total_number_of_health_deficiencies_raw,
      rating_cycle_3_number_of_standard_health_deficiencies_text AS rating_cycle_3_number_of_standard_health_deficiencies_raw,
      rating_cycle_3_number_of_complaint_health_deficiencies_text AS rating_cycle_3_number_of_complaint_health_deficiencies_raw,
      rating_cycle_3_health_deficiency_score_text AS rating_cycle_3_health_deficiency_score_raw,
      rating_cycle_3_number_of_health_revisits_text AS rating_cycle_3_number_of_health_revisits_raw,
      rating_cycle_3_health_revisit_score_text AS rating_cycle_3_health_revisit_score_raw,
      rating_cycle_3_total_health_score_text AS rating_cycle_3_total_health_score_raw,
      total_weighted_health_survey_score_text AS total_weighted_health_survey_score_raw,
      number_of_facility_reported_incidents_text AS number_of_facility_reported_incidents_raw,
      number_of_substantiated_complaints_text AS number_of_substantiated_complaints_raw,
      number_of_citations_from_infection_control_inspections_text AS number_of_citations_from_infection_control_inspections_raw,
      number_of_fines_text AS number_of_fines_raw,
      total_amount_of_fines_in_dollars_text AS total_amount_of_fines_in_dollars_raw,
      number_of_payment_denials_text AS number_of_payment_denials_raw,
      total_number_of_penalties_text AS total_number_of_penalties_raw,
      location_text AS location_raw,
      latitude_text AS latitude_raw,
      longitude_text AS longitude_raw,
      geocoding_footnote_text AS geocoding_footnote_raw
    FROM dated
  ), parsed AS (
    SELECT
      file_sha256,
      row_number,
      raw,
      structure_error,
      ccn_raw,
      day_text,
      processing_date,
      ccn,
      is_synthetic,
      facility_name_raw,
      facility_name_raw AS facility_name,
      provider_address_raw,
      provider_address_raw AS provider_address,
      city_town_raw,
      city_town_raw AS city_town,
      state_raw,
      state_raw AS state,
      zip_code_raw,
      zip_code_raw AS zip_code,
      telephone_number_raw,
      telephone_number_raw AS telephone_number,
      provider_ssa_county_code_raw,
      provider_ssa_county_code_raw AS provider_ssa_county_code,
      county_parish_raw,
      county_parish_raw AS county_parish,
      urban_raw,
      CASE TRANSLATE(urban_raw, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
        WHEN 'Y'
        THEN TRUE
        WHEN 'YES'
        THEN TRUE
        WHEN 'TRUE'
        THEN TRUE
        WHEN 'N'
        THEN FALSE
        WHEN 'NO'
        THEN FALSE
        WHEN 'FALSE'
        THEN FALSE
      END AS urban,
      ownership_type_raw,
      ownership_type_raw AS ownership_type,
      certified_beds_raw,
      CASE
        WHEN REGEXP_LIKE(certified_beds_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(certified_beds_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS certified_beds,
      average_number_of_residents_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(average_number_of_residents_per_day_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(average_number_of_residents_per_day_raw AS DECIMAL(9, 1))
      END AS average_number_of_residents_per_day,
      average_number_of_residents_per_day_footnote_raw,
      average_number_of_residents_per_day_footnote_raw AS average_number_of_residents_per_day_footnote,
      provider_type_raw,
      provider_type_raw AS provider_type,
      provider_resides_in_hospital_raw,
      CASE TRANSLATE(
          provider_resides_in_hospital_raw,
          'abcdefghijklmnopqrstuvwxyz',
          'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        )
        WHEN 'Y'
        THEN TRUE
        WHEN 'YES'
        THEN TRUE
        WHEN 'TRUE'
        THEN TRUE
        WHEN 'N'
        THEN FALSE
        WHEN 'NO'
        THEN FALSE
        WHEN 'FALSE'
        THEN FALSE
      END AS provider_resides_in_hospital,
      legal_business_name_raw,
      legal_business_name_raw AS legal_business_name,
      date_first_approved_to_provide_medicare_and_medicaid_services_raw,
      CASE
        WHEN REGEXP_LIKE(
          date_first_approved_to_provide_medicare_and_medicaid_services_raw,
          '^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}([ T]00:00:00([.]0+)?)?\z'
        )
        THEN TRY_CAST(SUBSTR(date_first_approved_to_provide_medicare_and_medicaid_services_raw, 1, 10) AS DATE)
        WHEN REGEXP_LIKE(
          date_first_approved_to_provide_medicare_and_medicaid_services_raw,
          '^[0-9]{2}/[0-9]{2}/(19|20)[0-9]{2}\z'
        )
        THEN TRY_CAST(SUBSTR(date_first_approved_to_provide_medicare_and_medicaid_services_raw, 7, 4) || '-' || SUBSTR(date_first_approved_to_provide_medicare_and_medicaid_services_raw, 1, 2) || '-' || SUBSTR(date_first_approved_to_provide_medicare_and_medicaid_services_raw, 4, 2) AS DATE)
      END AS date_first_approved_to_provide_medicare_and_medicaid_services,
      affiliated_entity_name_raw,
      affiliated_entity_name_raw AS affiliated_entity_name,
      affiliated_entity_id_raw,
      affiliated_entity_id_raw AS affiliated_entity_id,
      number_of_facilities_in_chain_raw,
      CASE
        WHEN REGEXP_LIKE(number_of_facilities_in_chain_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(number_of_facilities_in_chain_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS number_of_facilities_in_chain,
      chain_average_overall_5_star_rating_raw,
      CASE
        WHEN REGEXP_LIKE(chain_average_overall_5_star_rating_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(chain_average_overall_5_star_rating_raw AS DECIMAL(9, 2))
      END AS chain_average_overall_5_star_rating,
      chain_average_health_inspection_rating_raw,
      CASE
        WHEN REGEXP_LIKE(
          chain_average_health_inspection_rating_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(chain_average_health_inspection_rating_raw AS DECIMAL(9, 2))
      END AS chain_average_health_inspection_rating,
      chain_average_staffing_rating_raw,
      CASE
        WHEN REGEXP_LIKE(chain_average_staffing_rating_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(chain_average_staffing_rating_raw AS DECIMAL(9, 2))
      END AS chain_average_staffing_rating,
      chain_average_qm_rating_raw,
      CASE
        WHEN REGEXP_LIKE(chain_average_qm_rating_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(chain_average_qm_rating_raw AS DECIMAL(9, 2))
      END AS chain_average_qm_rating,
      continuing_care_retirement_community_raw,
      CASE TRANSLATE(
          continuing_care_retirement_community_raw,
          'abcdefghijklmnopqrstuvwxyz',
          'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        )
        WHEN 'Y'
        THEN TRUE
        WHEN 'YES'
        THEN TRUE
        WHEN 'TRUE'
        THEN TRUE
        WHEN 'N'
        THEN FALSE
        WHEN 'NO'
        THEN FALSE
        WHEN 'FALSE'
        THEN FALSE
      END AS continuing_care_retirement_community,
      special_focus_status_raw,
      special_focus_status_raw AS special_focus_status,
      special_focus_facility_raw,
      CASE TRANSLATE(
          special_focus_facility_raw,
          'abcdefghijklmnopqrstuvwxyz',
          'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        )
        WHEN 'Y'
        THEN TRUE
        WHEN 'YES'
        THEN TRUE
        WHEN 'TRUE'
        THEN TRUE
        WHEN 'N'
        THEN FALSE
        WHEN 'NO'
        THEN FALSE
        WHEN 'FALSE'
        THEN FALSE
      END AS special_focus_facility,
      abuse_icon_raw,
      CASE TRANSLATE(abuse_icon_raw, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
        WHEN 'Y'
        THEN TRUE
        WHEN 'YES'
        THEN TRUE
        WHEN 'TRUE'
        THEN TRUE
        WHEN 'N'
        THEN FALSE
        WHEN 'NO'
        THEN FALSE
        WHEN 'FALSE'
        THEN FALSE
      END AS abuse_icon,
      most_recent_health_inspection_more_than_2_years_ago_raw,
      CASE TRANSLATE(
          most_recent_health_inspection_more_than_2_years_ago_raw,
          'abcdefghijklmnopqrstuvwxyz',
          'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        )
        WHEN 'Y'
        THEN TRUE
        WHEN 'YES'
        THEN TRUE
        WHEN 'TRUE'
        THEN TRUE
        WHEN 'N'
        THEN FALSE
        WHEN 'NO'
        THEN FALSE
        WHEN 'FALSE'
        THEN FALSE
      END AS most_recent_health_inspection_more_than_2_years_ago,
      provider_changed_ownership_in_last_12_months_raw,
      CASE TRANSLATE(
          provider_changed_ownership_in_last_12_months_raw,
          'abcdefghijklmnopqrstuvwxyz',
          'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        )
        WHEN 'Y'
        THEN TRUE
        WHEN 'YES'
        THEN TRUE
        WHEN 'TRUE'
        THEN TRUE
        WHEN 'N'
        THEN FALSE
        WHEN 'NO'
        THEN FALSE
        WHEN 'FALSE'
        THEN FALSE
      END AS provider_changed_ownership_in_last_12_months,
      with_a_resident_and_family_council_raw,
      with_a_resident_and_family_council_raw AS with_a_resident_and_family_council,
      automatic_sprinkler_systems_in_all_required_areas_raw,
      automatic_sprinkler_systems_in_all_required_areas_raw AS automatic_sprinkler_systems_in_all_required_areas,
      overall_rating_raw,
      CASE
        WHEN REGEXP_LIKE(overall_rating_raw, '^[1-5]([.]0*)?\z')
        THEN CAST(TRY_CAST(overall_rating_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS overall_rating,
      overall_rating_footnote_raw,
      overall_rating_footnote_raw AS overall_rating_footnote,
      health_inspection_rating_raw,
      CASE
        WHEN REGEXP_LIKE(health_inspection_rating_raw, '^[1-5]([.]0*)?\z')
        THEN CAST(TRY_CAST(health_inspection_rating_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS health_inspection_rating,
      health_inspection_rating_footnote_raw,
      health_inspection_rating_footnote_raw AS health_inspection_rating_footnote,
      qm_rating_raw,
      CASE
        WHEN REGEXP_LIKE(qm_rating_raw, '^[1-5]([.]0*)?\z')
        THEN CAST(TRY_CAST(qm_rating_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS qm_rating,
      qm_rating_footnote_raw,
      qm_rating_footnote_raw AS qm_rating_footnote,
      long_stay_qm_rating_raw,
      CASE
        WHEN REGEXP_LIKE(long_stay_qm_rating_raw, '^[1-5]([.]0*)?\z')
        THEN CAST(TRY_CAST(long_stay_qm_rating_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS long_stay_qm_rating,
      long_stay_qm_rating_footnote_raw,
      long_stay_qm_rating_footnote_raw AS long_stay_qm_rating_footnote,
      short_stay_qm_rating_raw,
      CASE
        WHEN REGEXP_LIKE(short_stay_qm_rating_raw, '^[1-5]([.]0*)?\z')
        THEN CAST(TRY_CAST(short_stay_qm_rating_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS short_stay_qm_rating,
      short_stay_qm_rating_footnote_raw,
      short_stay_qm_rating_footnote_raw AS short_stay_qm_rating_footnote,
      staffing_rating_raw,
      CASE
        WHEN REGEXP_LIKE(staffing_rating_raw, '^[1-5]([.]0*)?\z')
        THEN CAST(TRY_CAST(staffing_rating_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS staffing_rating,
      staffing_rating_footnote_raw,
      staffing_rating_footnote_raw AS staffing_rating_footnote,
      rn_staffing_rating_raw,
      CASE
        WHEN REGEXP_LIKE(rn_staffing_rating_raw, '^[1-5]([.]0*)?\z')
        THEN CAST(TRY_CAST(rn_staffing_rating_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rn_staffing_rating,
      rn_staffing_rating_footnote_raw,
      rn_staffing_rating_footnote_raw AS rn_staffing_rating_footnote,
      reported_staffing_footnote_raw,
      reported_staffing_footnote_raw AS reported_staffing_footnote,
      physical_therapist_staffing_footnote_raw,
      physical_therapist_staffing_footnote_raw AS physical_therapist_staffing_footnote,
      reported_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          reported_nurse_aide_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(reported_nurse_aide_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS reported_nurse_aide_staffing_hours_per_resident_per_day,
      reported_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          reported_lpn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(reported_lpn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS reported_lpn_staffing_hours_per_resident_per_day,
      reported_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          reported_rn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(reported_rn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS reported_rn_staffing_hours_per_resident_per_day,
      reported_licensed_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          reported_licensed_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(reported_licensed_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS reported_licensed_staffing_hours_per_resident_per_day,
      reported_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          reported_total_nurse_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(reported_total_nurse_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS reported_total_nurse_staffing_hours_per_resident_per_day,
      total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend_raw,
      CASE
        WHEN REGEXP_LIKE(
          total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend_raw AS DECIMAL(12, 5))
      END AS total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
      registered_nurse_hours_per_resident_per_day_on_the_weekend_raw,
      CASE
        WHEN REGEXP_LIKE(
          registered_nurse_hours_per_resident_per_day_on_the_weekend_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(registered_nurse_hours_per_resident_per_day_on_the_weekend_raw AS DECIMAL(12, 5))
      END AS registered_nurse_hours_per_resident_per_day_on_the_weekend,
      reported_physical_therapist_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          reported_physical_therapist_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(reported_physical_therapist_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS reported_physical_therapist_staffing_hours_per_resident_per_day,
      total_nursing_staff_turnover_raw,
      CASE
        WHEN REGEXP_LIKE(total_nursing_staff_turnover_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(total_nursing_staff_turnover_raw AS DECIMAL(9, 1))
      END AS total_nursing_staff_turnover,
      total_nursing_staff_turnover_footnote_raw,
      total_nursing_staff_turnover_footnote_raw AS total_nursing_staff_turnover_footnote,
      registered_nurse_turnover_raw,
      CASE
        WHEN REGEXP_LIKE(registered_nurse_turnover_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(registered_nurse_turnover_raw AS DECIMAL(9, 1))
      END AS registered_nurse_turnover,
      registered_nurse_turnover_footnote_raw,
      registered_nurse_turnover_footnote_raw AS registered_nurse_turnover_footnote,
      number_of_administrators_who_have_left_the_nursing_home_raw,
      CASE
        WHEN REGEXP_LIKE(
          number_of_administrators_who_have_left_the_nursing_home_raw,
          '^[0-9]{1,9}([.]0*)?\z'
        )
        THEN CAST(TRY_CAST(number_of_administrators_who_have_left_the_nursing_home_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS number_of_administrators_who_have_left_the_nursing_home,
      administrator_turnover_footnote_raw,
      administrator_turnover_footnote_raw AS administrator_turnover_footnote,
      nursing_case_mix_index_raw,
      CASE
        WHEN REGEXP_LIKE(nursing_case_mix_index_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(nursing_case_mix_index_raw AS DECIMAL(12, 5))
      END AS nursing_case_mix_index,
      nursing_case_mix_index_ratio_raw,
      CASE
        WHEN REGEXP_LIKE(nursing_case_mix_index_ratio_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(nursing_case_mix_index_ratio_raw AS DECIMAL(12, 5))
      END AS nursing_case_mix_index_ratio,
      case_mix_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          case_mix_nurse_aide_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(case_mix_nurse_aide_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS case_mix_nurse_aide_staffing_hours_per_resident_per_day,
      case_mix_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          case_mix_lpn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(case_mix_lpn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS case_mix_lpn_staffing_hours_per_resident_per_day,
      case_mix_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          case_mix_rn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(case_mix_rn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS case_mix_rn_staffing_hours_per_resident_per_day,
      case_mix_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          case_mix_total_nurse_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(case_mix_total_nurse_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS case_mix_total_nurse_staffing_hours_per_resident_per_day,
      case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
      adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS adjusted_nurse_aide_staffing_hours_per_resident_per_day,
      adjusted_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          adjusted_lpn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(adjusted_lpn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS adjusted_lpn_staffing_hours_per_resident_per_day,
      adjusted_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          adjusted_rn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(adjusted_rn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS adjusted_rn_staffing_hours_per_resident_per_day,
      adjusted_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          adjusted_total_nurse_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(adjusted_total_nurse_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS adjusted_total_nurse_staffing_hours_per_resident_per_day,
      adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day,
      expected_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          expected_nurse_aide_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(expected_nurse_aide_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS expected_nurse_aide_staffing_hours_per_resident_per_day,
      expected_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          expected_lpn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(expected_lpn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS expected_lpn_staffing_hours_per_resident_per_day,
      expected_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          expected_rn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(expected_rn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS expected_rn_staffing_hours_per_resident_per_day,
      expected_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          expected_total_nurse_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(expected_total_nurse_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS expected_total_nurse_staffing_hours_per_resident_per_day,
      number_of_residents_in_certified_beds_raw,
      CASE
        WHEN REGEXP_LIKE(number_of_residents_in_certified_beds_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(number_of_residents_in_certified_beds_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS number_of_residents_in_certified_beds,
      casper_reported_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_reported_nurse_aide_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_reported_nurse_aide_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_reported_nurse_aide_staffing_hours_per_resident_per_day,
      casper_reported_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_reported_lpn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_reported_lpn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_reported_lpn_staffing_hours_per_resident_per_day,
      casper_reported_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_reported_rn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_reported_rn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_reported_rn_staffing_hours_per_resident_per_day,
      casper_reported_licensed_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_reported_licensed_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_reported_licensed_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_reported_licensed_staffing_hours_per_resident_per_day,
      casper_reported_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_reported_total_nurse_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_reported_total_nurse_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_reported_total_nurse_staffing_hours_per_resident_per_day,
      casper_reported_physical_therapist_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_reported_physical_therapist_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_reported_physical_therapist_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_reported_physical_therapist_staffing_hours_per_resident_per_day,
      casper_expected_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_expected_nurse_aide_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_expected_nurse_aide_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_expected_nurse_aide_staffing_hours_per_resident_per_day,
      casper_expected_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_expected_lpn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_expected_lpn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_expected_lpn_staffing_hours_per_resident_per_day,
      casper_expected_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_expected_rn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_expected_rn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_expected_rn_staffing_hours_per_resident_per_day,
      casper_expected_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_expected_total_nurse_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_expected_total_nurse_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_expected_total_nurse_staffing_hours_per_resident_per_day,
      casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day,
      casper_adjusted_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_adjusted_lpn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_adjusted_lpn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_adjusted_lpn_staffing_hours_per_resident_per_day,
      casper_adjusted_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_adjusted_rn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_adjusted_rn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_adjusted_rn_staffing_hours_per_resident_per_day,
      casper_adjusted_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_adjusted_total_nurse_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_adjusted_total_nurse_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_adjusted_total_nurse_staffing_hours_per_resident_per_day,
      rating_cycle_1_standard_survey_health_date_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_1_standard_survey_health_date_raw,
          '^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}([ T]00:00:00([.]0+)?)?\z'
        )
        THEN TRY_CAST(SUBSTR(rating_cycle_1_standard_survey_health_date_raw, 1, 10) AS DATE)
        WHEN REGEXP_LIKE(
          rating_cycle_1_standard_survey_health_date_raw,
          '^[0-9]{2}/[0-9]{2}/(19|20)[0-9]{2}\z'
        )
        THEN TRY_CAST(SUBSTR(rating_cycle_1_standard_survey_health_date_raw, 7, 4) || '-' || SUBSTR(rating_cycle_1_standard_survey_health_date_raw, 1, 2) || '-' || SUBSTR(rating_cycle_1_standard_survey_health_date_raw, 4, 2) AS DATE)
      END AS rating_cycle_1_standard_survey_health_date,
      rating_cycle_1_total_number_of_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_1_total_number_of_health_deficiencies_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_1_total_number_of_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_1_total_number_of_health_deficiencies,
      rating_cycle_1_number_of_standard_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_1_number_of_standard_health_deficiencies_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_1_number_of_standard_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_1_number_of_standard_health_deficiencies,
      rating_cycle_1_number_of_complaint_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_1_number_of_complaint_health_deficiencies_raw,
          '^[0-9]{1,9}([.]0*)?\z'
        )
        THEN CAST(TRY_CAST(rating_cycle_1_number_of_complaint_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_1_number_of_complaint_health_deficiencies,
      rating_cycle_1_health_deficiency_score_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_1_health_deficiency_score_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(rating_cycle_1_health_deficiency_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_1_health_deficiency_score,
      rating_cycle_1_number_of_health_revisits_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_1_number_of_health_revisits_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_1_number_of_health_revisits_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_1_number_of_health_revisits,
      rating_cycle_1_health_revisit_score_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_1_health_revisit_score_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(rating_cycle_1_health_revisit_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_1_health_revisit_score,
      rating_cycle_1_total_health_score_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_1_total_health_score_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(rating_cycle_1_total_health_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_1_total_health_score,
      rating_cycle_2_standard_health_survey_date_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_2_standard_health_survey_date_raw,
          '^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}([ T]00:00:00([.]0+)?)?\z'
        )
        THEN TRY_CAST(SUBSTR(rating_cycle_2_standard_health_survey_date_raw, 1, 10) AS DATE)
        WHEN REGEXP_LIKE(
          rating_cycle_2_standard_health_survey_date_raw,
          '^[0-9]{2}/[0-9]{2}/(19|20)[0-9]{2}\z'
        )
        THEN TRY_CAST(SUBSTR(rating_cycle_2_standard_health_survey_date_raw, 7, 4) || '-' || SUBSTR(rating_cycle_2_standard_health_survey_date_raw, 1, 2) || '-' || SUBSTR(rating_cycle_2_standard_health_survey_date_raw, 4, 2) AS DATE)
      END AS rating_cycle_2_standard_health_survey_date,
      rating_cycle_2_total_number_of_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_2_total_number_of_health_deficiencies_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_2_total_number_of_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_2_total_number_of_health_deficiencies,
      rating_cycle_2_number_of_standard_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_2_number_of_standard_health_deficiencies_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_2_number_of_standard_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_2_number_of_standard_health_deficiencies,
      rating_cycle_2_number_of_complaint_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_2_number_of_complaint_health_deficiencies_raw,
          '^[0-9]{1,9}([.]0*)?\z'
        )
        THEN CAST(TRY_CAST(rating_cycle_2_number_of_complaint_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_2_number_of_complaint_health_deficiencies,
      rating_cycle_2_health_deficiency_score_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_2_health_deficiency_score_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(rating_cycle_2_health_deficiency_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_2_health_deficiency_score,
      rating_cycle_2_number_of_health_revisits_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_2_number_of_health_revisits_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_2_number_of_health_revisits_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_2_number_of_health_revisits,
      rating_cycle_2_health_revisit_score_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_2_health_revisit_score_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(rating_cycle_2_health_revisit_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_2_health_revisit_score,
      rating_cycle_2_total_health_score_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_2_total_health_score_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(rating_cycle_2_total_health_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_2_total_health_score,
      rating_cycle_2_3_total_number_of_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_2_3_total_number_of_health_deficiencies_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_2_3_total_number_of_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_2_3_total_number_of_health_deficiencies,
      rating_cycle_2_3_number_of_complaint_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_2_3_number_of_complaint_health_deficiencies_raw,
          '^[0-9]{1,9}([.]0*)?\z'
        )
        THEN CAST(TRY_CAST(rating_cycle_2_3_number_of_complaint_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_2_3_number_of_complaint_health_deficiencies,
      rating_cycle_2_3_health_deficiency_score_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_2_3_health_deficiency_score_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(rating_cycle_2_3_health_deficiency_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_2_3_health_deficiency_score,
      rating_cycle_2_3_number_of_health_revisits_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_2_3_number_of_health_revisits_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_2_3_number_of_health_revisits_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_2_3_number_of_health_revisits,
      rating_cycle_2_3_health_revisit_score_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_2_3_health_revisit_score_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(rating_cycle_2_3_health_revisit_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_2_3_health_revisit_score,
      rating_cycle_2_3_total_health_score_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_2_3_total_health_score_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(rating_cycle_2_3_total_health_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_2_3_total_health_score,
      rating_cycle_3_standard_health_survey_date_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_3_standard_health_survey_date_raw,
          '^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}([ T]00:00:00([.]0+)?)?\z'
        )
        THEN TRY_CAST(SUBSTR(rating_cycle_3_standard_health_survey_date_raw, 1, 10) AS DATE)
        WHEN REGEXP_LIKE(
          rating_cycle_3_standard_health_survey_date_raw,
          '^[0-9]{2}/[0-9]{2}/(19|20)[0-9]{2}\z'
        )
        THEN TRY_CAST(SUBSTR(rating_cycle_3_standard_health_survey_date_raw, 7, 4) || '-' || SUBSTR(rating_cycle_3_standard_health_survey_date_raw, 1, 2) || '-' || SUBSTR(rating_cycle_3_standard_health_survey_date_raw, 4, 2) AS DATE)
      END AS rating_cycle_3_standard_health_survey_date,
      rating_cycle_3_total_number_of_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_3_total_number_of_health_deficiencies_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_3_total_number_of_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_3_total_number_of_health_deficiencies,
      rating_cycle_3_number_of_standard_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_3_number_of_standard_health_deficiencies_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_3_number_of_standard_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_3_number_of_standard_health_deficiencies,
      rating_cycle_3_number_of_complaint_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_3_number_of_complaint_health_deficiencies_raw,
          '^[0-9]{1,9}([.]0*)?\z'
        )
        THEN CAST(TRY_CAST(rating_cycle_3_number_of_complaint_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_3_number_of_complaint_health_deficiencies,
      rating_cycle_3_health_deficiency_score_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_3_health_deficiency_score_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(rating_cycle_3_health_deficiency_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_3_health_deficiency_score,
      rating_cycle_3_number_of_health_revisits_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_3_number_of_health_revisits_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_3_number_of_health_revisits_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_3_number_of_health_revisits,
      rating_cycle_3_health_revisit_score_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_3_health_revisit_score_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(rating_cycle_3_health_revisit_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_3_health_revisit_score,
      rating_cycle_3_total_health_score_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_3_total_health_score_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(rating_cycle_3_total_health_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_3_total_health_score,
      total_weighted_health_survey_score_raw,
      CASE
        WHEN REGEXP_LIKE(total_weighted_health_survey_score_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(total_weighted_health_survey_score_raw AS DECIMAL(12, 3))
      END AS total_weighted_health_survey_score,
      number_of_facility_reported_incidents_raw,
      CASE
        WHEN REGEXP_LIKE(number_of_facility_reported_incidents_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(number_of_facility_reported_incidents_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS number_of_facility_reported_incidents,
      number_of_substantiated_complaints_raw,
      CASE
        WHEN REGEXP_LIKE(number_of_substantiated_complaints_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(number_of_substantiated_complaints_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS number_of_substantiated_complaints,
      number_of_citations_from_infection_control_inspections_raw,
      CASE
        WHEN REGEXP_LIKE(
          number_of_citations_from_infection_control_inspections_raw,
          '^[0-9]{1,9}([.]0*)?\z'
        )
        THEN CAST(TRY_CAST(number_of_citations_from_infection_control_inspections_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS number_of_citations_from_infection_control_inspections,
      number_of_fines_raw,
      CASE
        WHEN REGEXP_LIKE(number_of_fines_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(number_of_fines_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS number_of_fines,
      total_amount_of_fines_in_dollars_raw,
      CASE
        WHEN REGEXP_LIKE(total_amount_of_fines_in_dollars_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(total_amount_of_fines_in_dollars_raw AS DECIMAL(18, 2))
      END AS total_amount_of_fines_in_dollars,
      number_of_payment_denials_raw,
      CASE
        WHEN REGEXP_LIKE(number_of_payment_denials_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(number_of_payment_denials_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS number_of_payment_denials,
      total_number_of_penalties_raw,
      CASE
        WHEN REGEXP_LIKE(total_number_of_penalties_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(total_number_of_penalties_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS total_number_of_penalties,
      location_raw,
      location_raw AS location,
      latitude_raw,
      CASE
        WHEN REGEXP_LIKE(latitude_raw, '^-?([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(latitude_raw AS DECIMAL(9, 5))
      END AS latitude,
      longitude_raw,
      CASE
        WHEN REGEXP_LIKE(longitude_raw, '^-?([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(longitude_raw AS DECIMAL(9, 5))
      END AS longitude,
      geocoding_footnote_raw,
      geocoding_footnote_raw AS geocoding_footnote
    FROM typed
  )
  SELECT
    file_sha256,
    row_number,
    raw,
    ccn,
    processing_date,
    facility_name,
    provider_address,
    city_town,
    state,
    zip_code,
    telephone_number,
    provider_ssa_county_code,
    county_parish,
    urban,
    ownership_type,
    certified_beds,
    average_number_of_residents_per_day,
    average_number_of_residents_per_day_footnote,
    provider_type,
    provider_resides_in_hospital,
    legal_business_name,
    date_first_approved_to_provide_medicare_and_medicaid_services,
    affiliated_entity_name,
    affiliated_entity_id,
    number_of_facilities_in_chain,
    chain_average_overall_5_star_rating,
    chain_average_health_inspection_rating,
    chain_average_staffing_rating,
    chain_average_qm_rating,
    continuing_care_retirement_community,
    special_focus_status,
    special_focus_facility,
    abuse_icon,
    most_recent_health_inspection_more_than_2_years_ago,
    provider_changed_ownership_in_last_12_months,
    with_a_resident_and_family_council,
    automatic_sprinkler_systems_in_all_required_areas,
    overall_rating,
    overall_rating_footnote,
    health_inspection_rating,
    health_inspection_rating_footnote,
    qm_rating,
    qm_rating_footnote,
    long_stay_qm_rating,
    long_stay_qm_rating_footnote,
    short_stay_qm_rating,
    short_stay_qm_rating_footnote,
    staffing_rating,
    staffing_rating_footnote,
    rn_staffing_rating,
    rn_staffing_rating_footnote,
    reported_staffing_footnote,
    physical_therapist_staffing_footnote,
    reported_nurse_aide_staffing_hours_per_resident_per_day,
    reported_lpn_staffing_hours_per_resident_per_day,
    reported_rn_staffing_hours_per_resident_per_day,
    reported_licensed_staffing_hours_per_resident_per_day,
    reported_total_nurse_staffing_hours_per_resident_per_day,
    total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
    registered_nurse_hours_per_resident_per_day_on_the_weekend,
    reported_physical_therapist_staffing_hours_per_resident_per_day,
    total_nursing_staff_turnover,
    total_nursing_staff_turnover_footnote,
    registered_nurse_turnover,
    registered_nurse_turnover_footnote,
    number_of_administrators_who_have_left_the_nursing_home,
    administrator_turnover_footnote,
    nursing_case_mix_index,
    nursing_case_mix_index_ratio,
    case_mix_nurse_aide_staffing_hours_per_resident_per_day,
    case_mix_lpn_staffing_hours_per_resident_per_day,
    case_mix_rn_staffing_hours_per_resident_per_day,
    case_mix_total_nurse_staffing_hours_per_resident_per_day,
    case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
    adjusted_nurse_aide_staffing_hours_per_resident_per_day,
    adjusted_lpn_staffing_hours_per_resident_per_day,
    adjusted_rn_staffing_hours_per_resident_per_day,
    adjusted_total_nurse_staffing_hours_per_resident_per_day,
    adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day,
    expected_nurse_aide_staffing_hours_per_resident_per_day,
    expected_lpn_staffing_hours_per_resident_per_day,
    expected_rn_staffing_hours_per_resident_per_day,
    expected_total_nurse_staffing_hours_per_resident_per_day,
    number_of_residents_in_certified_beds,
    casper_reported_nurse_aide_staffing_hours_per_resident_per_day,
    casper_reported_lpn_staffing_hours_per_resident_per_day,
    casper_reported_rn_staffing_hours_per_resident_per_day,
    casper_reported_licensed_staffing_hours_per_resident_per_day,
    casper_reported_total_nurse_staffing_hours_per_resident_per_day,
    casper_reported_physical_therapist_staffing_hours_per_resident_per_day,
    casper_expected_nurse_aide_staffing_hours_per_resident_per_day,
    casper_expected_lpn_staffing_hours_per_resident_per_day,
    casper_expected_rn_staffing_hours_per_resident_per_day,
    casper_expected_total_nurse_staffing_hours_per_resident_per_day,
    casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day,
    casper_adjusted_lpn_staffing_hours_per_resident_per_day,
    casper_adjusted_rn_staffing_hours_per_resident_per_day,
    casper_adjusted_total_nurse_staffing_hours_per_resident_per_day,
    rating_cycle_1_standard_survey_health_date,
    rating_cycle_1_total_number_of_health_deficiencies,
    rating_cycle_1_number_of_standard_health_deficiencies,
    rating_cycle_1_number_of_complaint_health_deficiencies,
    rating_cycle_1_health_deficiency_score,
    rating_cycle_1_number_of_health_revisits,
    rating_cycle_1_health_revisit_score,
    rating_cycle_1_total_health_score,
    rating_cycle_2_standard_health_survey_date,
    rating_cycle_2_total_number_of_health_deficiencies,
    rating_cycle_2_number_of_standard_health_deficiencies,
    rating_cycle_2_number_of_complaint_health_deficiencies,
    rating_cycle_2_health_deficiency_score,
    rating_cycle_2_number_of_health_revisits,
    rating_cycle_2_health_revisit_score,
    rating_cycle_2_total_health_score,
    rating_cycle_2_3_total_number_of_health_deficiencies,
    rating_cycle_2_3_number_of_complaint_health_deficiencies,
    rating_cycle_2_3_health_deficiency_score,
    rating_cycle_2_3_number_of_health_revisits,
    rating_cycle_2_3_health_revisit_score,
    rating_cycle_2_3_total_health_score,
    rating_cycle_3_standard_health_survey_date,
    rating_cycle_3_total_number_of_health_deficiencies,
    rating_cycle_3_number_of_standard_health_deficiencies,
    rating_cycle_3_number_of_complaint_health_deficiencies,
    rating_cycle_3_health_deficiency_score,
    rating_cycle_3_number_of_health_revisits,
    rating_cycle_3_health_revisit_score,
    rating_cycle_3_total_health_score,
    total_weighted_health_survey_score,
    number_of_facility_reported_incidents,
    number_of_substantiated_complaints,
    number_of_citations_from_infection_control_inspections,
    number_of_fines,
    total_amount_of_fines_in_dollars,
    number_of_payment_denials,
    total_number_of_penalties,
    location,
    latitude,
    longitude,
    geocoding_footnote,
    is_synthetic,
    CASE
      WHEN NOT structure_error IS NULL
      THEN structure_error
      ELSE NULLIF(
        CONCAT_WS(
          ',',
          CASE WHEN ccn_raw IS NULL THEN 'ccn_missing' END,
          CASE WHEN NOT ccn_raw IS NULL AND ccn IS NULL THEN 'ccn_unreadable' END,
          CASE WHEN day_text IS NULL THEN 'processing_date_missing' END,
          CASE
            WHEN NOT day_text IS NULL AND processing_date IS NULL
            THEN 'processing_date_unreadable'
          END
        ),
        ''
      )
    END AS reasons,
    NULLIF(
      CONCAT_WS(
        ',',
        CASE
          WHEN NOT ccn IS NULL AND ccn_raw <> ccn AND REGEXP_LIKE(ccn_raw, '[a-z]')
          THEN 'ccn_upper_cased'
        END,
        CASE
          WHEN NOT ccn IS NULL AND REGEXP_LIKE(ccn_raw, '^[0-9]{5}\z')
          THEN 'ccn_zero_restored'
        END
      ),
      ''
    ) AS read_flags,
    NULLIF(
      CONCAT_WS(
        '; ',
        CASE WHEN urban IS NULL AND NOT urban_raw IS NULL THEN 'urban=' || urban_raw END,
        CASE
          WHEN certified_beds IS NULL AND NOT certified_beds_raw IS NULL
          THEN 'certified_beds=' || certified_beds_raw
        END,
        CASE
          WHEN average_number_of_residents_per_day IS NULL
          AND NOT average_number_of_residents_per_day_raw IS NULL
          THEN 'average_number_of_residents_per_day=' || average_number_of_residents_per_day_raw
        END,
        CASE
          WHEN provider_resides_in_hospital IS NULL
          AND NOT provider_resides_in_hospital_raw IS NULL
          THEN 'provider_resides_in_hospital=' || provider_resides_in_hospital_raw
        END,
        CASE
          WHEN date_first_approved_to_provide_medicare_and_medicaid_services IS NULL
          AND NOT date_first_approved_to_provide_medicare_and_medicaid_services_raw IS NULL
          THEN 'date_first_approved_to_provide_medicare_and_medicaid_services=' || date_first_approved_to_provide_medicare_and_medicaid_services_raw
        END,
        CASE
          WHEN number_of_facilities_in_chain IS NULL
          AND NOT number_of_facilities_in_chain_raw IS NULL
          THEN 'number_of_facilities_in_chain=' || number_of_facilities_in_chain_raw
        END,
        CASE
          WHEN chain_average_overall_5_star_rating IS NULL
          AND NOT chain_average_overall_5_star_rating_raw IS NULL
          THEN 'chain_average_overall_5_star_rating=' || chain_average_overall_5_star_rating_raw
        END,
        CASE
          WHEN chain_average_health_inspection_rating IS NULL
          AND NOT chain_average_health_inspection_rating_raw IS NULL
          THEN 'chain_average_health_inspection_rating=' || chain_average_health_inspection_rating_raw
        END,
        CASE
          WHEN chain_average_staffing_rating IS NULL
          AND NOT chain_average_staffing_rating_raw IS NULL
          THEN 'chain_average_staffing_rating=' || chain_average_staffing_rating_raw
        END,
        CASE
          WHEN chain_average_qm_rating IS NULL AND NOT chain_average_qm_rating_raw IS NULL
          THEN 'chain_average_qm_rating=' || chain_average_qm_rating_raw
        END,
        CASE
          WHEN continuing_care_retirement_community IS NULL
          AND NOT continuing_care_retirement_community_raw IS NULL
          THEN 'continuing_care_retirement_community=' || continuing_care_retirement_community_raw
        END,
        CASE
          WHEN special_focus_facility IS NULL AND NOT special_focus_facility_raw IS NULL
          THEN 'special_focus_facility=' || special_focus_facility_raw
        END,
        CASE
          WHEN abuse_icon IS NULL AND NOT abuse_icon_raw IS NULL
          THEN 'abuse_icon=' || abuse_icon_raw
        END,
        CASE
          WHEN most_recent_health_inspection_more_than_2_years_ago IS NULL
          AND NOT most_recent_health_inspection_more_than_2_years_ago_raw IS NULL
          THEN 'most_recent_health_inspection_more_than_2_years_ago=' || most_recent_health_inspection_more_than_2_years_ago_raw
        END,
        CASE
          WHEN provider_changed_ownership_in_last_12_months IS NULL
          AND NOT provider_changed_ownership_in_last_12_months_raw IS NULL
          THEN 'provider_changed_ownership_in_last_12_months=' || provider_changed_ownership_in_last_12_months_raw
        END,
        CASE
          WHEN overall_rating IS NULL AND NOT overall_rating_raw IS NULL
          THEN 'overall_rating=' || overall_rating_raw
        END,
        CASE
          WHEN health_inspection_rating IS NULL AND NOT health_inspection_rating_raw IS NULL
          THEN 'health_inspection_rating=' || health_inspection_rating_raw
        END,
        CASE
          WHEN qm_rating IS NULL AND NOT qm_rating_raw IS NULL
          THEN 'qm_rating=' || qm_rating_raw
        END,
        CASE
          WHEN long_stay_qm_rating IS NULL AND NOT long_stay_qm_rating_raw IS NULL
          THEN 'long_stay_qm_rating=' || long_stay_qm_rating_raw
        END,
        CASE
          WHEN short_stay_qm_rating IS NULL AND NOT short_stay_qm_rating_raw IS NULL
          THEN 'short_stay_qm_rating=' || short_stay_qm_rating_raw
        END,
        CASE
          WHEN staffing_rating IS NULL AND NOT staffing_rating_raw IS NULL
          THEN 'staffing_rating=' || staffing_rating_raw
        END,
        CASE
          WHEN rn_staffing_rating IS NULL AND NOT rn_staffing_rating_raw IS NULL
          THEN 'rn_staffing_rating=' || rn_staffing_rating_raw
        END,
        CASE
          WHEN reported_nurse_aide_staffing_hours_per_resident_per_day IS NULL
          AND NOT reported_nurse_aide_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'reported_nurse_aide_staffing_hours_per_resident_per_day=' || reported_nurse_aide_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN reported_lpn_staffing_hours_per_resident_per_day IS NULL
          AND NOT reported_lpn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'reported_lpn_staffing_hours_per_resident_per_day=' || reported_lpn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN reported_rn_staffing_hours_per_resident_per_day IS NULL
          AND NOT reported_rn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'reported_rn_staffing_hours_per_resident_per_day=' || reported_rn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN reported_licensed_staffing_hours_per_resident_per_day IS NULL
          AND NOT reported_licensed_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'reported_licensed_staffing_hours_per_resident_per_day=' || reported_licensed_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN reported_total_nurse_staffing_hours_per_resident_per_day IS NULL
          AND NOT reported_total_nurse_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'reported_total_nurse_staffing_hours_per_resident_per_day=' || reported_total_nurse_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend IS NULL
          AND NOT total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend_raw IS NULL
          THEN 'total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend=' || total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend_raw
        END,
        CASE
          WHEN registered_nurse_hours_per_resident_per_day_on_the_weekend IS NULL
          AND NOT registered_nurse_hours_per_resident_per_day_on_the_weekend_raw IS NULL
          THEN 'registered_nurse_hours_per_resident_per_day_on_the_weekend=' || registered_nurse_hours_per_resident_per_day_on_the_weekend_raw
        END,
        CASE
          WHEN reported_physical_therapist_staffing_hours_per_resident_per_day IS NULL
          AND NOT reported_physical_therapist_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'reported_physical_therapist_staffing_hours_per_resident_per_day=' || reported_physical_therapist_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN total_nursing_staff_turnover IS NULL
          AND NOT total_nursing_staff_turnover_raw IS NULL
          THEN 'total_nursing_staff_turnover=' || total_nursing_staff_turnover_raw
        END,
        CASE
          WHEN registered_nurse_turnover IS NULL AND NOT registered_nurse_turnover_raw IS NULL
          THEN 'registered_nurse_turnover=' || registered_nurse_turnover_raw
        END,
        CASE
          WHEN number_of_administrators_who_have_left_the_nursing_home IS NULL
          AND NOT number_of_administrators_who_have_left_the_nursing_home_raw IS NULL
          THEN 'number_of_administrators_who_have_left_the_nursing_home=' || number_of_administrators_who_have_left_the_nursing_home_raw
        END,
        CASE
          WHEN nursing_case_mix_index IS NULL AND NOT nursing_case_mix_index_raw IS NULL
          THEN 'nursing_case_mix_index=' || nursing_case_mix_index_raw
        END,
        CASE
          WHEN nursing_case_mix_index_ratio IS NULL
          AND NOT nursing_case_mix_index_ratio_raw IS NULL
          THEN 'nursing_case_mix_index_ratio=' || nursing_case_mix_index_ratio_raw
        END,
        CASE
          WHEN case_mix_nurse_aide_staffing_hours_per_resident_per_day IS NULL
          AND NOT case_mix_nurse_aide_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'case_mix_nurse_aide_staffing_hours_per_resident_per_day=' || case_mix_nurse_aide_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN case_mix_lpn_staffing_hours_per_resident_per_day IS NULL
          AND NOT case_mix_lpn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'case_mix_lpn_staffing_hours_per_resident_per_day=' || case_mix_lpn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN case_mix_rn_staffing_hours_per_resident_per_day IS NULL
          AND NOT case_mix_rn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'case_mix_rn_staffing_hours_per_resident_per_day=' || case_mix_rn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN case_mix_total_nurse_staffing_hours_per_resident_per_day IS NULL
          AND NOT case_mix_total_nurse_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'case_mix_total_nurse_staffing_hours_per_resident_per_day=' || case_mix_total_nurse_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day IS NULL
          AND NOT case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day=' || case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN adjusted_nurse_aide_staffing_hours_per_resident_per_day IS NULL
          AND NOT adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'adjusted_nurse_aide_staffing_hours_per_resident_per_day=' || adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN adjusted_lpn_staffing_hours_per_resident_per_day IS NULL
          AND NOT adjusted_lpn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'adjusted_lpn_staffing_hours_per_resident_per_day=' || adjusted_lpn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN adjusted_rn_staffing_hours_per_resident_per_day IS NULL
          AND NOT adjusted_rn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'adjusted_rn_staffing_hours_per_resident_per_day=' || adjusted_rn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN adjusted_total_nurse_staffing_hours_per_resident_per_day IS NULL
          AND NOT adjusted_total_nurse_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'adjusted_total_nurse_staffing_hours_per_resident_per_day=' || adjusted_total_nurse_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day IS NULL
          AND NOT adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day=' || adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN expected_nurse_aide_staffing_hours_per_resident_per_day IS NULL
          AND NOT expected_nurse_aide_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'expected_nurse_aide_staffing_hours_per_resident_per_day=' || expected_nurse_aide_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN expected_lpn_staffing_hours_per_resident_per_day IS NULL
          AND NOT expected_lpn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'expected_lpn_staffing_hours_per_resident_per_day=' || expected_lpn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN expected_rn_staffing_hours_per_resident_per_day IS NULL
          AND NOT expected_rn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'expected_rn_staffing_hours_per_resident_per_day=' || expected_rn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN expected_total_nurse_staffing_hours_per_resident_per_day IS NULL
          AND NOT expected_total_nurse_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'expected_total_nurse_staffing_hours_per_resident_per_day=' || expected_total_nurse_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN number_of_residents_in_certified_beds IS NULL
          AND NOT number_of_residents_in_certified_beds_raw IS NULL
          THEN 'number_of_residents_in_certified_beds=' || number_of_residents_in_certified_beds_raw
        END,
        CASE
          WHEN casper_reported_nurse_aide_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_reported_nurse_aide_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_reported_nurse_aide_staffing_hours_per_resident_per_day=' || casper_reported_nurse_aide_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_reported_lpn_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_reported_lpn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_reported_lpn_staffing_hours_per_resident_per_day=' || casper_reported_lpn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_reported_rn_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_reported_rn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_reported_rn_staffing_hours_per_resident_per_day=' || casper_reported_rn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_reported_licensed_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_reported_licensed_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_reported_licensed_staffing_hours_per_resident_per_day=' || casper_reported_licensed_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_reported_total_nurse_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_reported_total_nurse_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_reported_total_nurse_staffing_hours_per_resident_per_day=' || casper_reported_total_nurse_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_reported_physical_therapist_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_reported_physical_therapist_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_reported_physical_therapist_staffing_hours_per_resident_per_day=' || casper_reported_physical_therapist_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_expected_nurse_aide_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_expected_nurse_aide_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_expected_nurse_aide_staffing_hours_per_resident_per_day=' || casper_expected_nurse_aide_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_expected_lpn_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_expected_lpn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_expected_lpn_staffing_hours_per_resident_per_day=' || casper_expected_lpn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_expected_rn_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_expected_rn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_expected_rn_staffing_hours_per_resident_per_day=' || casper_expected_rn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_expected_total_nurse_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_expected_total_nurse_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_expected_total_nurse_staffing_hours_per_resident_per_day=' || casper_expected_total_nurse_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day=' || casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_adjusted_lpn_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_adjusted_lpn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_adjusted_lpn_staffing_hours_per_resident_per_day=' || casper_adjusted_lpn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_adjusted_rn_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_adjusted_rn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_adjusted_rn_staffing_hours_per_resident_per_day=' || casper_adjusted_rn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_adjusted_total_nurse_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_adjusted_total_nurse_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_adjusted_total_nurse_staffing_hours_per_resident_per_day=' || casper_adjusted_total_nurse_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN rating_cycle_1_standard_survey_health_date IS NULL
          AND NOT rating_cycle_1_standard_survey_health_date_raw IS NULL
          THEN 'rating_cycle_1_standard_survey_health_date=' || rating_cycle_1_standard_survey_health_date_raw
        END,
        CASE
          WHEN rating_cycle_1_total_number_of_health_deficiencies IS NULL
          AND NOT rating_cycle_1_total_number_of_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_1_total_number_of_health_deficiencies=' || rating_cycle_1_total_number_of_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_1_number_of_standard_health_deficiencies IS NULL
          AND NOT rating_cycle_1_number_of_standard_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_1_number_of_standard_health_deficiencies=' || rating_cycle_1_number_of_standard_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_1_number_of_complaint_health_deficiencies IS NULL
          AND NOT rating_cycle_1_number_of_complaint_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_1_number_of_complaint_health_deficiencies=' || rating_cycle_1_number_of_complaint_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_1_health_deficiency_score IS NULL
          AND NOT rating_cycle_1_health_deficiency_score_raw IS NULL
          THEN 'rating_cycle_1_health_deficiency_score=' || rating_cycle_1_health_deficiency_score_raw
        END,
        CASE
          WHEN rating_cycle_1_number_of_health_revisits IS NULL
          AND NOT rating_cycle_1_number_of_health_revisits_raw IS NULL
          THEN 'rating_cycle_1_number_of_health_revisits=' || rating_cycle_1_number_of_health_revisits_raw
        END,
        CASE
          WHEN rating_cycle_1_health_revisit_score IS NULL
          AND NOT rating_cycle_1_health_revisit_score_raw IS NULL
          THEN 'rating_cycle_1_health_revisit_score=' || rating_cycle_1_health_revisit_score_raw
        END,
        CASE
          WHEN rating_cycle_1_total_health_score IS NULL
          AND NOT rating_cycle_1_total_health_score_raw IS NULL
          THEN 'rating_cycle_1_total_health_score=' || rating_cycle_1_total_health_score_raw
        END,
        CASE
          WHEN rating_cycle_2_standard_health_survey_date IS NULL
          AND NOT rating_cycle_2_standard_health_survey_date_raw IS NULL
          THEN 'rating_cycle_2_standard_health_survey_date=' || rating_cycle_2_standard_health_survey_date_raw
        END,
        CASE
          WHEN rating_cycle_2_total_number_of_health_deficiencies IS NULL
          AND NOT rating_cycle_2_total_number_of_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_2_total_number_of_health_deficiencies=' || rating_cycle_2_total_number_of_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_2_number_of_standard_health_deficiencies IS NULL
          AND NOT rating_cycle_2_number_of_standard_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_2_number_of_standard_health_deficiencies=' || rating_cycle_2_number_of_standard_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_2_number_of_complaint_health_deficiencies IS NULL
          AND NOT rating_cycle_2_number_of_complaint_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_2_number_of_complaint_health_deficiencies=' || rating_cycle_2_number_of_complaint_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_2_health_deficiency_score IS NULL
          AND NOT rating_cycle_2_health_deficiency_score_raw IS NULL
          THEN 'rating_cycle_2_health_deficiency_score=' || rating_cycle_2_health_deficiency_score_raw
        END,
        CASE
          WHEN rating_cycle_2_number_of_health_revisits IS NULL
          AND NOT rating_cycle_2_number_of_health_revisits_raw IS NULL
          THEN 'rating_cycle_2_number_of_health_revisits=' || rating_cycle_2_number_of_health_revisits_raw
        END,
        CASE
          WHEN rating_cycle_2_health_revisit_score IS NULL
          AND NOT rating_cycle_2_health_revisit_score_raw IS NULL
          THEN 'rating_cycle_2_health_revisit_score=' || rating_cycle_2_health_revisit_score_raw
        END,
        CASE
          WHEN rating_cycle_2_total_health_score IS NULL
          AND NOT rating_cycle_2_total_health_score_raw IS NULL
          THEN 'rating_cycle_2_total_health_score=' || rating_cycle_2_total_health_score_raw
        END,
        CASE
          WHEN rating_cycle_2_3_total_number_of_health_deficiencies IS NULL
          AND NOT rating_cycle_2_3_total_number_of_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_2_3_total_number_of_health_deficiencies=' || rating_cycle_2_3_total_number_of_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_2_3_number_of_complaint_health_deficiencies IS NULL
          AND NOT rating_cycle_2_3_number_of_complaint_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_2_3_number_of_complaint_health_deficiencies=' || rating_cycle_2_3_number_of_complaint_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_2_3_health_deficiency_score IS NULL
          AND NOT rating_cycle_2_3_health_deficiency_score_raw IS NULL
          THEN 'rating_cycle_2_3_health_deficiency_score=' || rating_cycle_2_3_health_deficiency_score_raw
        END,
        CASE
          WHEN rating_cycle_2_3_number_of_health_revisits IS NULL
          AND NOT rating_cycle_2_3_number_of_health_revisits_raw IS NULL
          THEN 'rating_cycle_2_3_number_of_health_revisits=' || rating_cycle_2_3_number_of_health_revisits_raw
        END,
        CASE
          WHEN rating_cycle_2_3_health_revisit_score IS NULL
          AND NOT rating_cycle_2_3_health_revisit_score_raw IS NULL
          THEN 'rating_cycle_2_3_health_revisit_score=' || rating_cycle_2_3_health_revisit_score_raw
        END,
        CASE
          WHEN rating_cycle_2_3_total_health_score IS NULL
          AND NOT rating_cycle_2_3_total_health_score_raw IS NULL
          THEN 'rating_cycle_2_3_total_health_score=' || rating_cycle_2_3_total_health_score_raw
        END,
        CASE
          WHEN rating_cycle_3_standard_health_survey_date IS NULL
          AND NOT rating_cycle_3_standard_health_survey_date_raw IS NULL
          THEN 'rating_cycle_3_standard_health_survey_date=' || rating_cycle_3_standard_health_survey_date_raw
        END,
        CASE
          WHEN rating_cycle_3_total_number_of_health_deficiencies IS NULL
          AND NOT rating_cycle_3_total_number_of_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_3_total_number_of_health_deficiencies=' || rating_cycle_3_total_number_of_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_3_number_of_standard_health_deficiencies IS NULL
          AND NOT rating_cycle_3_number_of_standard_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_3_number_of_standard_health_deficiencies=' || rating_cycle_3_number_of_standard_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_3_number_of_complaint_health_deficiencies IS NULL
          AND NOT rating_cycle_3_number_of_complaint_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_3_number_of_complaint_health_deficiencies=' || rating_cycle_3_number_of_complaint_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_3_health_deficiency_score IS NULL
          AND NOT rating_cycle_3_health_deficiency_score_raw IS NULL
          THEN 'rating_cycle_3_health_deficiency_score=' || rating_cycle_3_health_deficiency_score_raw
        END,
        CASE
          WHEN rating_cycle_3_number_of_health_revisits IS NULL
          AND NOT rating_cycle_3_number_of_health_revisits_raw IS NULL
          THEN 'rating_cycle_3_number_of_health_revisits=' || rating_cycle_3_number_of_health_revisits_raw
        END,
        CASE
          WHEN rating_cycle_3_health_revisit_score IS NULL
          AND NOT rating_cycle_3_health_revisit_score_raw IS NULL
          THEN 'rating_cycle_3_health_revisit_score=' || rating_cycle_3_health_revisit_score_raw
        END,
        CASE
          WHEN rating_cycle_3_total_health_score IS NULL
          AND NOT rating_cycle_3_total_health_score_raw IS NULL
          THEN 'rating_cycle_3_total_health_score=' || rating_cycle_3_total_health_score_raw
        END,
        CASE
          WHEN total_weighted_health_survey_score IS NULL
          AND NOT total_weighted_health_survey_score_raw IS NULL
          THEN 'total_weighted_health_survey_score=' || total_weighted_health_survey_score_raw
        END,
        CASE
          WHEN number_of_facility_reported_incidents IS NULL
          AND NOT number_of_facility_reported_incidents_raw IS NULL
          THEN 'number_of_facility_reported_incidents=' || number_of_facility_reported_incidents_raw
        END,
        CASE
          WHEN number_of_substantiated_complaints IS NULL
          AND NOT number_of_substantiated_complaints_raw IS NULL
          THEN 'number_of_substantiated_complaints=' || number_of_substantiated_complaints_raw
        END,
        CASE
          WHEN number_of_citations_from_infection_control_inspections IS NULL
          AND NOT number_of_citations_from_infection_control_inspections_raw IS NULL
          THEN 'number_of_citations_from_infection_control_inspections=' || number_of_citations_from_infection_control_inspections_raw
        END,
        CASE
          WHEN number_of_fines IS NULL AND NOT number_of_fines_raw IS NULL
          THEN 'number_of_fines=' || number_of_fines_raw
        END,
        CASE
          WHEN total_amount_of_fines_in_dollars IS NULL
          AND NOT total_amount_of_fines_in_dollars_raw IS NULL
          THEN 'total_amount_of_fines_in_dollars=' || total_amount_of_fines_in_dollars_raw
        END,
        CASE
          WHEN number_of_payment_denials IS NULL AND NOT number_of_payment_denials_raw IS NULL
          THEN 'number_of_payment_denials=' || number_of_payment_denials_raw
        END,
        CASE
          WHEN total_number_of_penalties IS NULL AND NOT total_number_of_penalties_raw IS NULL
          THEN 'total_number_of_penalties=' || total_number_of_penalties_raw
        END,
        CASE
          WHEN latitude IS NULL AND NOT latitude_raw IS NULL
          THEN 'latitude=' || latitude_raw
        END,
        CASE
          WHEN longitude IS NULL AND NOT longitude_raw IS NULL
          THEN 'longitude=' || longitude_raw
        END
      ),
      ''
    ) AS unreadable_cells
  FROM parsed
)
SELECT
  'pbj' AS dataset,
  file_sha256,
  row_number,
  reasons,
  raw
FROM read_pbj
WHERE
  NOT reasons IS NULL
UNION ALL
SELECT
  'providerinfo' AS dataset,
  file_sha256,
  row_number,
  reasons,
  raw
FROM read_providerinfo
WHERE
  NOT reasons IS NULL
) AS computed
WHERE file_sha256 IN ({partitions});

-- check key_is_unique
SELECT
  file_sha256,
  row_number
FROM kerok_healthcare.silver_quarantine__candidate_{sha8}
GROUP BY
  file_sha256,
  row_number
HAVING
  COUNT(*) > 1;

-- check reason_is_given
SELECT
  file_sha256,
  row_number
FROM kerok_healthcare.silver_quarantine__candidate_{sha8}
WHERE
  reasons IS NULL;

-- merge
MERGE INTO kerok_healthcare.silver_quarantine AS t
USING (
  SELECT 'U' AS op,
    c.dataset, c.file_name, c.file_sha256, c.row_number, c.reasons, c.raw, c.closed_by
  FROM kerok_healthcare.silver_quarantine__candidate_{sha8} AS c
  WHERE c.file_sha256 IN ({partitions})
  UNION ALL
  SELECT 'D' AS op,
    NULL AS dataset, NULL AS file_name, t.file_sha256, t.row_number, NULL AS reasons, NULL AS raw, NULL AS closed_by
  FROM kerok_healthcare.silver_quarantine AS t
  LEFT JOIN kerok_healthcare.silver_quarantine__candidate_{sha8} AS c ON c.file_sha256 = t.file_sha256 AND c.row_number = t.row_number
  WHERE t.file_sha256 IN ({partitions}) AND c.file_sha256 IS NULL
) AS s
ON t.file_sha256 IN ({partitions}) AND t.file_sha256 = s.file_sha256 AND t.row_number = s.row_number
WHEN MATCHED AND s.op = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
  dataset = s.dataset, file_name = s.file_name, reasons = s.reasons, raw = s.raw, closed_by = s.closed_by
WHEN NOT MATCHED AND s.op <> 'D' THEN INSERT (
  dataset, file_name, file_sha256, row_number, reasons, raw, closed_by
) VALUES (
  s.dataset, s.file_name, s.file_sha256, s.row_number, s.reasons, s.raw, s.closed_by
);

-- discard
DROP TABLE IF EXISTS kerok_healthcare.silver_quarantine__candidate_{sha8};

-- optimize
ALTER TABLE kerok_healthcare.silver_quarantine EXECUTE optimize WHERE file_sha256 IN ({partitions});

-- expire
ALTER TABLE kerok_healthcare.silver_quarantine EXECUTE expire_snapshots(retention_threshold => '7d');
