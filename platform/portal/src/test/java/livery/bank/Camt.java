package livery.bank;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Writes statements as banks do, in the shape of each version. */
final class Camt {

  private final String version;
  private final StringBuilder entries = new StringBuilder();

  Camt(String version) {
    this.version = version;
  }

  private boolean isNew() {
    return Integer.parseInt(version) >= 8;
  }

  /** Money that came, with unstructured details. */
  Camt credit(String amount, String currency, String payer, String account, String details) {
    return entry(amount, currency, "CRDT", false, "", payer, account, details);
  }

  Camt entry(
      String amount,
      String currency,
      String direction,
      boolean reversal,
      String bankRef,
      String payer,
      String account,
      String details) {
    return entry(
        amount, currency, direction, reversal, bankRef, "NOTPROVIDED", payer, account, details);
  }

  Camt entry(
      String amount,
      String currency,
      String direction,
      boolean reversal,
      String bankRef,
      String endToEnd,
      String payer,
      String account,
      String details) {
    var party = direction.equals("CRDT") ? "Dbtr" : "Cdtr";
    return raw(
        "<Amt Ccy=\"%s\">%s</Amt><CdtDbtInd>%s</CdtDbtInd>%s%s<BookgDt><Dt>2026-02-27</Dt></BookgDt>%s"
                .formatted(
                    currency,
                    amount,
                    direction,
                    reversal ? "<RvslInd>true</RvslInd>" : "",
                    isNew() ? "<Sts><Cd>BOOK</Cd></Sts>" : "<Sts>BOOK</Sts>",
                    bankRef.isEmpty() ? "" : "<AcctSvcrRef>" + bankRef + "</AcctSvcrRef>")
            + "<NtryDtls><TxDtls><Refs><EndToEndId>%5$s</EndToEndId></Refs><RltdPties><%1$s>%2$s</%1$s><%1$sAcct><Id><IBAN>%3$s</IBAN></Id></%1$sAcct></RltdPties><RmtInf><Ustrd>%4$s</Ustrd></RmtInf></TxDtls></NtryDtls>"
                .formatted(
                    party,
                    isNew() ? "<Pty><Nm>" + payer + "</Nm></Pty>" : "<Nm>" + payer + "</Nm>",
                    account,
                    details,
                    endToEnd));
  }

  /** An entry as it is. */
  Camt raw(String inner) {
    entries.append("<Ntry>").append(inner).append("</Ntry>\n");
    return this;
  }

  String text() {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.%s">
      <BkToCstmrStmt>
        <GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-02-28T01:00:00</CreDtTm></GrpHdr>
        <Stmt>
          <Id>2026-02-27/1</Id>
          <ElctrncSeqNb>58</ElctrncSeqNb>
          <FrToDt><FrDtTm>2026-02-27T00:00:00</FrDtTm><ToDtTm>2026-02-27T23:59:59</ToDtTm></FrToDt>
          <Acct><Id><IBAN>UA213223130000026007233566001</IBAN></Id><Ccy>EUR</Ccy></Acct>
          <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-02-27</Dt></Dt></Bal>
    %s
        </Stmt>
      </BkToCstmrStmt>
    </Document>
    """
        .formatted(version, entries)
        .stripLeading();
  }

  InputStream file() {
    return new ByteArrayInputStream(text().getBytes(StandardCharsets.UTF_8));
  }
}
