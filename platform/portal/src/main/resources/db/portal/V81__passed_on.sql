-- What was passed on to a client is asked for by the client.
ALTER TABLE period_share ADD KEY period_share_client (client_id, period);
