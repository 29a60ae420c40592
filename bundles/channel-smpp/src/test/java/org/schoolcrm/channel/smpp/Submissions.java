package org.schoolcrm.channel.smpp;

import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;

/** Listens to submit_sm alone. */
@FunctionalInterface
interface Submissions extends ServerMessageReceiverListener {

    @Override
    SubmitSmResult onAcceptSubmitSm(SubmitSm pdu, SMPPServerSession source) throws ProcessRequestException;

    @Override
    default SubmitMultiResult onAcceptSubmitMulti(SubmitMulti pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    default QuerySmResult onAcceptQuerySm(QuerySm pdu, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }

    @Override
    default void onAcceptReplaceSm(ReplaceSm pdu, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }

    @Override
    default void onAcceptCancelSm(CancelSm pdu, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }

    @Override
    default BroadcastSmResult onAcceptBroadcastSm(BroadcastSm pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    default void onAcceptCancelBroadcastSm(CancelBroadcastSm pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    default QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm pdu, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    default DataSmResult onAcceptDataSm(DataSm pdu, Session source) throws ProcessRequestException {
        throw unknown();
    }

    private static ProcessRequestException unknown() {
        return new ProcessRequestException("not scripted", SMPPConstant.STAT_ESME_RINVCMDID);
    }
}
