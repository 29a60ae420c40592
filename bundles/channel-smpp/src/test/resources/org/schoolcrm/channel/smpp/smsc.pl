# An SMSC by Net::SMPP: refuses by the recipient, accepts the rest and reports on it.
use strict;
use warnings;
use Net::SMPP;

$| = 1;
my %refused = ('79161111112' => 0x58, '79160000000' => 0x0b);
my $listener = Net::SMPP->new_listen('127.0.0.1', port => 0) or die "cannot listen: $!";
print 'port ', $listener->sockport, "\n";

my $next = 0;
while (my $esme = $listener->accept) {
    while (my $pdu = $esme->read_pdu) {
        my %answer = (seq => $pdu->{seq}, status => 0);
        if ($pdu->{cmd} == Net::SMPP::CMD_bind_transceiver) {
            $answer{status} = 0x0e if $pdu->{password} ne 'secret12';
            $esme->bind_transceiver_resp(%answer, system_id => 'perl');
        } elsif ($pdu->{cmd} == Net::SMPP::CMD_submit_sm) {
            my $to = $pdu->{destination_addr};
            if (my $status = $refused{$to}) {
                $esme->submit_sm_resp(%answer, status => $status, message_id => '');
                next;
            }
            my $id = sprintf 'perl-%d', ++$next;
            print join(' ', 'submit', $to, $pdu->{esm_class}, $pdu->{data_coding}, $pdu->{registered_delivery},
                unpack('H*', $pdu->{short_message})), "\n";
            $esme->submit_sm_resp(%answer, message_id => $id);
            $esme->deliver_sm(
                async => 1, esm_class => 4, source_addr => $to, destination_addr => $pdu->{source_addr},
                short_message => "id:$id sub:001 dlvrd:001 submit date:2609010859 done date:2609010900"
                    . ' stat:' . ($to =~ /9$/ ? 'UNDELIV err:027' : 'DELIVRD err:000') . ' text:');
        } elsif ($pdu->{cmd} == Net::SMPP::CMD_deliver_sm_resp) {
            print "reported $pdu->{status}\n";
        } elsif ($pdu->{cmd} == Net::SMPP::CMD_enquire_link) {
            $esme->enquire_link_resp(seq => $pdu->{seq});
        } elsif ($pdu->{cmd} == Net::SMPP::CMD_unbind) {
            print "unbind\n";
            $esme->unbind_resp(%answer);
            last;
        }
    }
    $esme->close;
}
