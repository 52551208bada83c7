package livery.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import livery.fault.Fault;

/** A refusal of a feature. */
@Provider
public class FaultMapper implements ExceptionMapper<Fault> {

  @Override
  public Response toResponse(Fault fault) {
    return Problem.of(fault).response();
  }
}
