-- All sums of a campaign stand in one table, so that one statement adds a batch of votes to them.
CREATE TABLE voting_sum (
  campaign_id BIGINT                         NOT NULL,
  kind        ENUM ('OPTION','HOUR','TICK')  NOT NULL, -- all votes; by hour of receipt; of the last minute, by second
  at          BIGINT                         NOT NULL, -- 0; hours since 1970; place in a ring of sixty seconds
  option_code VARCHAR(20)                    NOT NULL, -- empty where options are not told apart
  second      BIGINT                         NOT NULL, -- since 1970, of a TICK: another one begins the place anew
  votes       BIGINT                         NOT NULL,
  PRIMARY KEY (campaign_id, kind, at, option_code)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO voting_sum (campaign_id, kind, at, option_code, second, votes)
  SELECT campaign_id, 'OPTION', 0, option_code, 0, votes FROM voting_tally
  UNION ALL
  SELECT campaign_id, 'HOUR', TIMESTAMPDIFF(HOUR, '1970-01-01 00:00:00', hour), option_code, 0, votes FROM voting_hour
  UNION ALL
  SELECT campaign_id, 'TICK', ring, '', second, votes FROM voting_tick;

DROP TABLE voting_tally, voting_hour, voting_tick;
