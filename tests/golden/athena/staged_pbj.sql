-- staged_pbj on athena: an external table that `kerok aws bootstrap` makes

-- create
CREATE EXTERNAL TABLE kerok_healthcare.staged_pbj (row_number bigint, `raw` string, `structure_error` string, `provnum` string, `provname` string, `city` string, `state` string, `county_name` string, `county_fips` string, `cy_qtr` string, `workdate` string, `mdscensus` string, `hrs_rndon` string, `hrs_rndon_emp` string, `hrs_rndon_ctr` string, `hrs_rnadmin` string, `hrs_rnadmin_emp` string, `hrs_rnadmin_ctr` string, `hrs_rn` string, `hrs_rn_emp` string, `hrs_rn_ctr` string, `hrs_lpnadmin` string, `hrs_lpnadmin_emp` string, `hrs_lpnadmin_ctr` string, `hrs_lpn` string, `hrs_lpn_emp` string, `hrs_lpn_ctr` string, `hrs_cna` string, `hrs_cna_emp` string, `hrs_cna_ctr` string, `hrs_natrn` string, `hrs_natrn_emp` string, `hrs_natrn_ctr` string, `hrs_medaide` string, `hrs_medaide_emp` string, `hrs_medaide_ctr` string, `incomplete` string, `kerok_synthetic` string, `kerok_origin_sha256` string, `kerok_origin_row` string)
PARTITIONED BY (file_sha256 string)
STORED AS PARQUET
LOCATION '{warehouse}/staged/pbj/'
TBLPROPERTIES ('projection.enabled' = 'true', 'projection.file_sha256.type' = 'injected');
