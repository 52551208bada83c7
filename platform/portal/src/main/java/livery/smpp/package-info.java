/** Links to operators over SMPP 3.4; beside the simulator the only place that knows jSMPP. */
package livery.smpp;
