<?php
// Asks for a Widevine licence URL, as a storefront does: php storefront.php KID VIEWER
// SYMBOLON_URL is the address of the service, SYMBOLON_AUTHENTICATOR the account's authenticator.
declare(strict_types=1);

/** The address that the player gets. It is good for an hour. */
function licenceUrl(string $kid, string $viewer): string
{
    $service = getenv('SYMBOLON_URL') ?: 'http://127.0.0.1:8080';
    // A body, and no query, because the logs of proxies have the query.
    $context = stream_context_create(['http' => [
        'method' => 'POST',
        'header' => 'Content-Type: application/x-www-form-urlencoded',
        'content' => http_build_query([
            'customerAuthenticator' => getenv('SYMBOLON_AUTHENTICATOR'),
            'errorFormat' => 'json',
            'kid' => $kid,
            'cookie' => $viewer,
            'securityLevel' => 1,
            'hdcpOutputControl' => 0,
            'expirationTime' => '+3600',
        ]),
        'timeout' => 20,
        'ignore_errors' => true, // So that the body of a refusal can be read.
    ]]);
    $body = file_get_contents($service . '/hms/wv/token', false, $context);
    if ($body === false) {
        throw new RuntimeException('the service does not answer');
    }
    $status = (int) explode(' ', $http_response_header[0])[1];
    if ($status !== 200) {
        throw new RuntimeException("refused with status $status: $body");
    }
    return $body;
}

try {
    echo licenceUrl($argv[1], $argv[2]), "\n";
} catch (RuntimeException $refused) {
    fwrite(STDERR, $refused->getMessage() . "\n");
    exit(1);
}
