package org.schoolcrm.billing.api.issuer;

/**
 * «Реквизиты»: who asks for the money, as payers see it (R055). What is not known is empty.
 *
 * @param name of the company or the entrepreneur
 * @param inn «ИНН»: 10 digits of a company, 12 of an entrepreneur
 * @param kpp «КПП», of a company only
 * @param ogrn «ОГРН»: 13 digits of a company, 15 of an entrepreneur
 * @param offer the address of the public offer on the organisation's site; empty for our own page (R051, R056)
 */
public record IssuerDetails(
        String name,
        String inn,
        String kpp,
        String ogrn,
        String address,
        String phone,
        String email,
        String offer,
        BankDetails bank,
        Signers signers) {

    /** Of somebody who has not filled in anything yet. */
    public static final IssuerDetails NONE =
            new IssuerDetails("", "", "", "", "", "", "", "", BankDetails.NONE, new Signers("", ""));

    /**
     * Where transfers go.
     *
     * @param bic «БИК»
     * @param account «Расчетный счет»
     * @param correspondent «Корреспондентский счет»
     */
    public record BankDetails(String name, String bic, String account, String correspondent) {

        public static final BankDetails NONE = new BankDetails("", "", "", "");

        /** Whether a transfer can be made to it. */
        public boolean isComplete() {
            return !name.isEmpty() && !bic.isEmpty() && !account.isEmpty();
        }
    }

    /** Who signs printed invoices; an entrepreneur signs alone. */
    public record Signers(String head, String accountant) {}
}
