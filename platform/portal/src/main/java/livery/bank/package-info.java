/**
 * Bank statements (ISO 20022 camt.053): what came by transfer is found a wallet, once.
 *
 * <p>Public face: {@link livery.bank.Statements} imports, {@link livery.bank.Entries} shows what
 * was not matched and has a person decide, {@link livery.bank.Demands} takes what buyers were asked
 * to pay (a proforma) and tells by {@link livery.bank.Demands.Paid} when it is paid. The decision
 * worth knowing: an entry is known by what the bank says of it, not by the file, so overlapping
 * statements post once; and a bad entry does not keep the good ones of its file out.
 */
package livery.bank;
