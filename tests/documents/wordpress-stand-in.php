<?php
// As much of WordPress as the recipe asks for: hooks, posts and the HTTP API, and none of its behaviour besides.
// php wordpress-stand-in.php RECIPE STEPS: each step is [hook, arguments…, {"post": as stored then, or null}].

define('UNIWIRE_URL', getenv('UNIWIRE_URL'));
define('UNIWIRE_UNIVERSITY', getenv('UNIWIRE_UNIVERSITY'));
define('UNIWIRE_KEY', getenv('UNIWIRE_KEY'));
ini_set('error_log', 'php://stderr');

$hooks = [];
$stored = null;
$scheduled = [];

function add_action($name, $callback, $priority = 10, $acceptedArguments = 1)
{
    $GLOBALS['hooks'][$name] = [$callback, $acceptedArguments];
}
function get_post($id)
{
    return $GLOBALS['stored'];
}
function wp_schedule_single_event($at, $hook, $arguments)
{
    $GLOBALS['scheduled'][] = ['inSeconds' => $at - time(), 'hook' => $hook, 'arguments' => $arguments];
}
function wp_remote_request($url, $call)
{
    $headers = [];
    foreach ($call['headers'] as $name => $value) {
        $headers[] = "$name: $value";
    }
    $http = ['method' => $call['method'], 'header' => $headers, 'timeout' => 60, 'ignore_errors' => true];
    if ($call['body'] !== null) {
        $http['content'] = $call['body'];
    }
    $stream = @fopen($url, 'rb', false, stream_context_create(['http' => $http]));
    if ($stream === false) {
        return null;
    }
    return ['lines' => stream_get_meta_data($stream)['wrapper_data'], 'body' => stream_get_contents($stream)];
}
function wp_remote_retrieve_body($response)
{
    return $response['body'] ?? '';
}
function wp_remote_retrieve_response_code($response)
{
    return $response === null ? '' : (int) explode(' ', $response['lines'][0])[1];
}
function wp_remote_retrieve_header($response, $name)
{
    foreach ($response['lines'] ?? [] as $line) {
        if (stripos($line, "$name:") === 0) {
            return trim(substr($line, strlen($name) + 1));
        }
    }
    return '';
}
function wp_strip_all_tags($text)
{
    return strip_tags($text);
}
function wp_json_encode($value)
{
    return json_encode($value);
}
function apply_filters($name, $text)
{
    return "<p>$text</p>";
}
function get_post_time($format, $gmt, $post)
{
    return '2026-02-11T04:30:00+00:00';
}
function get_permalink($post)
{
    return "https://nura.example/?p={$post->ID}";
}
function get_the_author_meta($field, $id)
{
    return 'Press &amp; service';
}
function wp_get_post_categories($id, $arguments)
{
    return ['Science &amp; study'];
}

require $argv[1];
foreach (json_decode($argv[2]) as [$hook, $arguments, $post]) {
    $stored = $post;
    [$callback, $acceptedArguments] = $hooks[$hook];
    $callback(...array_slice($arguments, 0, $acceptedArguments));
}
echo json_encode($scheduled);
