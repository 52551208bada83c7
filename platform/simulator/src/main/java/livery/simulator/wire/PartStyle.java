package livery.simulator.wire;

/** How an operator hands over a text that is longer than one message. */
public enum PartStyle {
  /** Parts with a concatenation header of an 8 bit reference (TS 23.040 §9.2.3.24.1). */
  UDH8,
  /** Parts with a concatenation header of a 16 bit reference (TS 23.040 §9.2.3.24.8). */
  UDH16,
  /** Parts with the parameters sar_msg_ref_num, sar_total_segments, sar_segment_seqnum. */
  SAR,
  /** One PDU with the parameter message_payload (§5.3.2.32). */
  PAYLOAD
}
